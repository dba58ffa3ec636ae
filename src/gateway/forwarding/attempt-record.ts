import { PROVIDER_TYPE_FACTS } from "@/domain/provider/provider-type";
import type { Attempt } from "@/domain/request/decision-chain";
import { LossList } from "@/protocols/ir/loss";
import type { Translation } from "@/protocols/translate";
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
  /** The rectifier that changes the request; null = none. */
  readonly rectifiedBy: string | null;
  /** null where the provider speaks the client's dialect, and where it could not be translated for it. */
  readonly translation: Translation | null;
}

/** The record of a try that has an answer; how it ends is added when it does. */
export function answeredAttempt(begun: Try, { status, firstByteMs }: Answer): AnsweredAttempt {
  const { exchange, chosen, number, startedAtMs, rectifiedBy } = begun;
  return {
    number,
    providerId: chosen.provider.id,
    selection: selectionOf(exchange, chosen),
    isProbe: isProbe(chosen),
    startedAtMs,
    firstByteMs,
    statusCode: status,
    redirectedModel: redirectedModelOf(begun),
    translatedTo: translatedTo(begun),
    losses: () => lossesOf(begun),
    rectifiedBy,
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
  const { exchange, chosen, number, startedAtMs, rectifiedBy } = begun;
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
    translatedTo: translatedTo(begun),
    losses: lossesOf(begun),
    rectifiedBy,
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

function translatedTo({ exchange, chosen }: Try): Attempt["translatedTo"] {
  const { protocol } = PROVIDER_TYPE_FACTS[chosen.provider.type];
  return protocol === exchange.request.inbound.protocol ? null : protocol;
}

/** Of the request, and of the answer as far as it came. */
function lossesOf({ translation }: Try): Attempt["losses"] {
  if (!translation) return [];
  const losses = new LossList();
  losses.addAll(translation.losses);
  losses.addAll(translation.answer.losses);
  return losses.losses;
}
