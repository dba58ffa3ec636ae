import type { Attempt } from "@/domain/request/decision-chain";
import type { Chosen } from "../routing/choose-provider";
import type { AnsweredAttempt, Exchange } from "../types";
import type { Failure } from "./failure";
import type { Answer } from "./read-answer";

/** One try, as it was begun. */
export interface Try {
  readonly exchange: Exchange;
  readonly chosen: Chosen;
  /** From 1. */
  readonly number: number;
  /** Ms from the start of the request. */
  readonly startedAtMs: number;
  readonly servedModel: string | null;
}

/** The record of a try that has an answer; how it ends is added when it does. */
export function answeredAttempt(begun: Try, { status, firstByteMs }: Answer): AnsweredAttempt {
  const { exchange, chosen, number, startedAtMs } = begun;
  return {
    number,
    providerId: chosen.provider.id,
    selection: selectionOf(exchange, chosen),
    isProbe: isProbe(chosen),
    startedAtMs,
    firstByteMs,
    statusCode: status,
    redirectedModel: redirectedModelOf(begun),
  };
}

/**
 * The record of a try that failed.
 *
 * @param message what was said, cleaned
 * @param now epoch ms
 */
export function failedAttempt(
  begun: Try,
  { cause, verdict }: Failure,
  message: string | null,
  now: number,
): Attempt {
  const { exchange, chosen, number, startedAtMs } = begun;
  return {
    number,
    providerId: chosen.provider.id,
    selection: selectionOf(exchange, chosen),
    isProbe: isProbe(chosen),
    startedAtMs,
    durationMs: now - exchange.request.inbound.receivedAt - startedAtMs,
    firstByteMs: null,
    result: verdict.result,
    statusCode: cause.kind === "status" ? cause.status : null,
    redirectedModel: redirectedModelOf(begun),
    message,
  };
}

function isProbe({ pass }: Chosen): boolean {
  return pass.probeId !== null;
}

function redirectedModelOf({ exchange, servedModel }: Try): string | null {
  return servedModel === exchange.request.envelope.model ? null : servedModel;
}

function selectionOf({ trail, bySession }: Exchange, { provider }: Chosen): Attempt["selection"] {
  const last = trail.failed.at(-1);
  if (!last) return bySession ? "session" : "weighted_random";
  return last.provider.id === provider.id ? "same_again" : "weighted_random";
}
