import type { BlockDetails, GatewayError, LimitDetails } from "@/domain/gateway-error";
import type { Attempt, DecisionChain } from "@/domain/request/decision-chain";
import type { OutcomeKind } from "@/domain/request/outcome";
import type { Charge, TerminalRecord } from "@/domain/request/terminal-record";
import { safeText } from "@/lib/safe-text";
import type { Caller } from "@/services/auth/caller";
import type { AnsweredAttempt, Delivery, Exchange, GatewayRequest, Inbound, Outcome } from "../types";

/** Lengths at which texts from outside are cut before they are stored, in characters. */
const MAX_MODEL = 200;
const MAX_PATH = 256;
const MAX_USER_AGENT = 512;
const MAX_MESSAGE = 2_000;

/** The record of a request that was let in. */
export function exchangeRecord(exchange: Exchange, outcome: Outcome, now: number): TerminalRecord {
  const { request, caller, session, sequence, trail } = exchange;
  const attempts = allAttempts(exchange, outcome, now);
  const last = attempts.at(-1);
  const failed = outcome.kind === "failed";
  return record(request.inbound, request, now, {
    outcome: outcome.kind,
    delivery: outcome.delivery,
    errorCode: failed ? outcome.code : null,
    errorMessage: failed ? outcome.message : null,
    caller,
    providerId: last?.providerId ?? 0,
    servedModel: last?.redirectedModel ?? request.envelope.model,
    sessionId: session?.id ?? null,
    sequence,
    decision: { verdicts: trail.verdicts, attempts },
    charges: trail.charges,
  });
}

const NO_DECISION: DecisionChain = { verdicts: [], attempts: [] };

/** What is true of every request that no provider was asked for. */
const NOT_FORWARDED = {
  providerId: 0,
  servedModel: null,
  sessionId: null,
  sequence: null,
  decision: NO_DECISION,
  charges: [],
} as const;

/** The record of a request that was turned away before it was let in. */
export function refusalRecord(
  inbound: Inbound,
  request: GatewayRequest | null,
  caller: Caller | null,
  error: GatewayError,
  now: number,
): TerminalRecord {
  return record(inbound, request, now, {
    ...NOT_FORWARDED,
    outcome: outcomeOf(error),
    delivery: { statusCode: error.status, firstByteMs: null, responseBytes: 0 },
    errorCode: error.code,
    errorMessage: error.message,
    caller,
    blocked: error.details.blocked,
    limit: error.details.limit,
  });
}

function outcomeOf({ code, status }: GatewayError): OutcomeKind {
  if (code === "client_closed") return "client_aborted";
  return status >= 500 ? "failed" : "refused";
}

/** The record of a request the hub answered in a provider's place. It costs nothing and counts nowhere. */
export function interceptionRecord(
  request: GatewayRequest,
  caller: Caller,
  blocked: BlockDetails,
  responseBytes: number,
  now: number,
): TerminalRecord {
  const ending = answeredHere(request.inbound, caller, responseBytes, now);
  return record(request.inbound, request, now, { ...ending, blocked });
}

/** The record of a request that is the hub's own to answer. */
export function localRecord(
  inbound: Inbound,
  caller: Caller,
  responseBytes: number,
  now: number,
): TerminalRecord {
  return record(inbound, null, now, answeredHere(inbound, caller, responseBytes, now));
}

function answeredHere(inbound: Inbound, caller: Caller, responseBytes: number, now: number): Ending {
  const firstByteMs = now - inbound.receivedAt;
  return {
    ...NOT_FORWARDED,
    outcome: "intercepted",
    delivery: { statusCode: 200, firstByteMs, responseBytes },
    errorCode: null,
    errorMessage: null,
    caller,
  };
}

/** What the end of a request adds to what its beginning says. */
interface Ending {
  readonly outcome: OutcomeKind;
  readonly delivery: Delivery;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly caller: Caller | null;
  readonly providerId: number;
  readonly servedModel: string | null;
  readonly sessionId: string | null;
  readonly sequence: number | null;
  readonly decision: DecisionChain;
  readonly charges: readonly Charge[];
  readonly blocked?: BlockDetails | undefined;
  /** The limit that turned the request away: what the statistics of limits are made of. */
  readonly limit?: LimitDetails | undefined;
}

function record(
  inbound: Inbound,
  request: GatewayRequest | null,
  now: number,
  ending: Ending,
): TerminalRecord {
  const { caller, delivery, charges } = ending;
  const envelope = request?.envelope;
  return {
    id: inbound.id,
    createdAt: new Date(inbound.receivedAt).toISOString(),
    outcome: ending.outcome,
    statusCode: delivery.statusCode,
    errorCode: ending.errorCode,
    errorMessage: textOrNull(ending.errorMessage, MAX_MESSAGE),
    blockedBy: ending.blocked?.by ?? null,
    blockedReason: ending.blocked?.reason ?? (ending.limit ? { ...ending.limit } : null),
    userId: caller?.user.id ?? 0,
    keyId: caller?.key.id ?? 0,
    providerId: ending.providerId,
    protocol: inbound.protocol,
    method: inbound.method,
    endpoint: safeText(inbound.path, MAX_PATH),
    model: textOrNull(envelope?.model ?? null, MAX_MODEL),
    servedModel: textOrNull(ending.servedModel, MAX_MODEL),
    billedModel: textOrNull(charges.at(-1)?.billedModel ?? null, MAX_MODEL),
    isStream: envelope?.wantsStream ?? false,
    sessionId: ending.sessionId,
    sequence: ending.sequence,
    messagesCount: envelope?.messagesCount ?? null,
    durationMs: now - inbound.receivedAt,
    firstByteMs: delivery.firstByteMs,
    requestBytes: request?.body.bytes.length ?? 0,
    responseBytes: delivery.responseBytes,
    clientIp: inbound.clientIp,
    userAgent: textOrNull(inbound.userAgent, MAX_USER_AGENT),
    decision: ending.decision,
    charges,
  };
}

function textOrNull(text: string | null, maxLength: number): string | null {
  return text === null ? null : safeText(text, maxLength);
}

function allAttempts({ request, trail }: Exchange, outcome: Outcome, now: number): readonly Attempt[] {
  const failed = trail.failed.map((attempt) => attempt.record);
  if (!trail.answered) return failed;
  return [...failed, endedAttempt(trail.answered, outcome, now - request.inbound.receivedAt)];
}

/** The attempt that answered ends with the exchange, not with its first bytes. */
function endedAttempt(answered: AnsweredAttempt, outcome: Outcome, endedAtMs: number): Attempt {
  return {
    number: answered.number,
    providerId: answered.providerId,
    selection: answered.selection,
    isProbe: answered.isProbe,
    startedAtMs: answered.startedAtMs,
    durationMs: endedAtMs - answered.startedAtMs,
    firstByteMs: answered.firstByteMs,
    result:
      outcome.kind === "failed" && outcome.code === "session_terminated"
        ? "terminated"
        : RESULTS[outcome.kind],
    statusCode: answered.statusCode,
    redirectedModel: answered.redirectedModel,
    translatedTo: answered.translatedTo,
    losses: answered.losses(),
    rectifiedBy: answered.rectifiedBy,
    message: outcome.kind === "failed" ? safeText(outcome.message, MAX_MESSAGE) : null,
  };
}

const RESULTS: Readonly<Record<Outcome["kind"], Attempt["result"]>> = {
  completed: "completed",
  client_aborted: "client_left",
  failed: "stream_broken",
};
