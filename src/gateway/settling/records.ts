import type { GatewayError } from "@/domain/gateway-error";
import type { Attempt } from "@/domain/request/decision-chain";
import type { TerminalRecord } from "@/domain/request/terminal-record";
import { safeText } from "@/lib/safe-text";
import type { Caller } from "@/services/auth/caller";
import type { Exchange, GatewayRequest, Inbound, Outcome } from "../types";

/** Lengths at which texts from outside are cut before they are stored, in characters. */
const MAX_MODEL = 200;
const MAX_PATH = 256;
const MAX_USER_AGENT = 512;
const MAX_MESSAGE = 2_000;

/** The record of a request that was let in. */
export function exchangeRecord(
  exchange: Omit<Exchange, "settle">,
  outcome: Outcome,
  now: number,
): TerminalRecord {
  const { request, caller, session, sequence, trail, plan } = exchange;
  const attempts = finalAttempts(trail.attempts, outcome, now - request.inbound.receivedAt);
  const last = attempts.at(-1);
  const lastCharge = trail.charges.at(-1);
  const servedModel = last?.redirectedModel ?? request.envelope.model;
  const failed = outcome.kind === "failed";
  return {
    ...requestFacts(request.inbound, request),
    outcome: outcome.kind,
    statusCode: outcome.statusCode,
    errorCode: failed ? outcome.code : null,
    errorMessage: failed ? safeText(outcome.message, MAX_MESSAGE) : null,
    blockedBy: null,
    blockedReason: null,
    userId: caller.user.id,
    keyId: caller.key.id,
    providerId: last?.providerId ?? 0,
    servedModel: servedModel && safeText(servedModel, MAX_MODEL),
    billedModel: lastCharge?.billedModel ?? null,
    sessionId: session?.id ?? null,
    sequence,
    durationMs: now - request.inbound.receivedAt,
    firstByteMs: outcome.firstByteMs,
    responseBytes: outcome.responseBytes,
    decision: { verdicts: plan.verdicts, attempts },
    charges: trail.charges,
  };
}

/** The record of a request that was turned away before it was let in. */
export function refusalRecord(
  inbound: Inbound,
  request: GatewayRequest | null,
  caller: Caller | null,
  error: GatewayError,
  now: number,
): TerminalRecord {
  return {
    ...requestFacts(inbound, request),
    outcome: error.status >= 500 ? "failed" : "refused",
    statusCode: error.status,
    errorCode: error.code,
    errorMessage: safeText(error.message, MAX_MESSAGE),
    blockedBy: null,
    blockedReason: null,
    userId: caller?.user.id ?? 0,
    keyId: caller?.key.id ?? 0,
    providerId: 0,
    servedModel: null,
    billedModel: null,
    sessionId: null,
    sequence: null,
    durationMs: now - inbound.receivedAt,
    firstByteMs: null,
    responseBytes: 0,
    decision: { verdicts: [], attempts: [] },
    charges: [],
  };
}

function requestFacts(inbound: Inbound, request: GatewayRequest | null) {
  const model = request?.envelope.model ?? null;
  return {
    id: inbound.id,
    createdAt: new Date(inbound.receivedAt).toISOString(),
    protocol: inbound.protocol,
    method: inbound.method,
    endpoint: safeText(inbound.path, MAX_PATH),
    model: model && safeText(model, MAX_MODEL),
    isStream: request?.envelope.wantsStream ?? false,
    messagesCount: request?.envelope.messagesCount ?? null,
    requestBytes: request?.body.bytes.length ?? 0,
    clientIp: inbound.clientIp,
    userAgent: inbound.userAgent && safeText(inbound.userAgent, MAX_USER_AGENT),
  };
}

/** The attempt that answered ends with the exchange, not with its first bytes. */
function finalAttempts(attempts: readonly Attempt[], outcome: Outcome, durationMs: number): Attempt[] {
  const last = attempts.at(-1);
  if (last?.result !== "completed") return [...attempts];
  const ended = { ...last, durationMs: durationMs - last.startedAtMs };
  return [...attempts.slice(0, -1), { ...ended, ...endedAs(outcome) }];
}

function endedAs(outcome: Outcome): Partial<Attempt> {
  switch (outcome.kind) {
    case "completed":
      return {};
    case "client_aborted":
      return { result: "client_left" };
    case "failed":
      return { result: "stream_broken", message: safeText(outcome.message, MAX_MESSAGE) };
  }
}
