import type { CircuitPass } from "@/domain/circuit/transition";
import { SECOND_MS } from "@/lib/duration";
import { safeText } from "@/lib/safe-text";
import type { ConditionEvent } from "@/services/circuits/apply-events";
import type { FailoverSettings } from "../deps";
import { type Failure, type FailureCause, retryAfterMs } from "../forwarding/failure";

/** How long a provider rests that is out of quota and does not say for how long: a rate comes back, a balance later. */
const RATE_REST_MS = 5 * SECOND_MS;
const BALANCE_REST_MS = 60 * SECOND_MS;

const PAYMENT_REQUIRED = 402;

const MAX_REASON_LENGTH = 300;

interface Context extends Pick<FailoverSettings, "networkErrorsOpenCircuits"> {
  readonly pass: CircuitPass;
  /** As the client named it: an upstream's rate limit is kept under this name. */
  readonly model: string | null;
  /** What the upstream said, fit to be shown; null when it said nothing. */
  readonly message: string | null;
  /** Epoch ms. */
  readonly now: number;
}

/**
 * What a failure means to its provider. Blame is the failure table's: faults of the provider and of its credential
 * count, timeouts count, other failures to connect where the operator wants it, used-up quota makes it rest, and what
 * the client or the hub caused says nothing. A probe gives its place back whatever it met.
 */
export function eventsOfFailure({ cause, verdict }: Failure, context: Context): readonly ConditionEvent[] {
  const { pass } = context;
  const released: ConditionEvent = { kind: "released", pass };
  const failed: ConditionEvent = { kind: "failed", pass, reason: reasonOf({ cause, verdict }, context) };
  switch (verdict.blame) {
    case "nobody":
      return [released];
    case "quota":
      return [restOf(cause, context), released];
    case "connection":
      return [verdict.result === "timed_out" || context.networkErrorsOpenCircuits ? failed : released];
    case "provider":
    case "credential":
      return [failed];
  }
}

/** Rates are limited per model, balances are not. */
function restOf(cause: FailureCause, { model, now }: Pick<Context, "model" | "now">): ConditionEvent {
  const isBalance = cause.kind === "status" && cause.status === PAYMENT_REQUIRED;
  const asked = cause.kind === "status" ? retryAfterMs(cause.headers, now) : null;
  const restMs = asked ?? (isBalance ? BALANCE_REST_MS : RATE_REST_MS);
  return { kind: "rested", model: isBalance ? null : model, until: now + restMs };
}

function reasonOf({ cause, verdict }: Failure, { message }: Pick<Context, "message">): string {
  const status = cause.kind === "status" ? [`HTTP ${cause.status}`] : [];
  // An upstream without words of its own is given its status for a message.
  const words = message !== null && message !== status[0] ? [message] : [];
  return safeText([verdict.result, ...status, ...words].join(": "), MAX_REASON_LENGTH);
}
