import type { CircuitBreakerPolicy } from "@/domain/provider/provider";

/**
 * What is known of a provider's reliability.
 * - closed: everything passes; `failures` of them in a row failed lately
 * - open: nothing passes until its time is over
 * - half-open: probes pass, a few at a time; `probes` are out now, by id, each with the epoch ms at which its place
 *   may be given to another (its process may have died)
 */
export type CircuitState =
  | { readonly kind: "closed"; readonly failures: number }
  | {
      readonly kind: "open";
      /** Epoch ms. */
      readonly openedAt: number;
      /** Epoch ms; never later than `openedAt` plus the duration that held when it opened. */
      readonly until: number;
      readonly reason: string;
    }
  | {
      readonly kind: "half-open";
      readonly successes: number;
      readonly probes: Readonly<Record<string, number>>;
    };

export type CircuitKind = CircuitState["kind"];

/** A circuit, a plain JSON value that replicas share. */
export interface Circuit {
  /**
   * Grows with every change of kind. The outcome of a request counts only in the epoch it was let in: what began
   * before the circuit opened can neither prolong nor close it.
   */
  readonly epoch: number;
  readonly state: CircuitState;
}

export const NEW_CIRCUIT: Circuit = { epoch: 0, state: { kind: "closed", failures: 0 } };

/** The admin's policy of a provider with the hub's own bounds on probing. */
export interface CircuitPolicy extends CircuitBreakerPolicy {
  /** Probes that may be out at once. */
  readonly maxProbes: number;
  /** After this many ms a probe's place may be given to another. */
  readonly probeTtlMs: number;
}

/** What a circuit says to a request that would like to try its provider. */
export type Passage = "free" | "probe" | "probe_taken" | "shut";

/** Whether a request may pass at `now` (epoch ms), and in which role. */
export function passageOf({ state }: Circuit, policy: CircuitPolicy, now: number): Passage {
  if (policy.failureThreshold === 0) return "free";
  switch (state.kind) {
    case "closed":
      return "free";
    case "open":
      return now < openUntil(state, policy) ? "shut" : "probe";
    case "half-open":
      return liveProbes(state.probes, now) < policy.maxProbes ? "probe" : "probe_taken";
  }
}

/** Epoch ms at which an open circuit lets a probe through. A duration that an admin has shortened holds at once. */
export function openUntil(
  { openedAt, until }: Extract<CircuitState, { kind: "open" }>,
  { openDurationMs }: Pick<CircuitPolicy, "openDurationMs">,
): number {
  return Math.min(until, openedAt + openDurationMs);
}

function liveProbes(probes: Readonly<Record<string, number>>, now: number): number {
  return Object.values(probes).filter((expiresAt) => expiresAt > now).length;
}
