import { type Circuit, type CircuitKind, type CircuitPolicy, type CircuitState, passageOf } from "./circuit";

/** What a circuit let a request do; the request's outcome is reported with it. */
export interface CircuitPass {
  readonly epoch: number;
  /** Names the probe in a half-open circuit; null where everything passes. */
  readonly probeId: string | null;
}

export type CircuitEvent =
  | { readonly kind: "succeeded"; readonly pass: CircuitPass }
  | { readonly kind: "failed"; readonly pass: CircuitPass; readonly reason: string }
  /** It ended in a way that says nothing of the provider. */
  | { readonly kind: "released"; readonly pass: CircuitPass }
  /** A request asks to be a probe; whether it is one shows in the circuit afterwards (`passFor`). */
  | { readonly kind: "asked"; readonly probeId: string }
  /** The hub's own test found the provider well. */
  | { readonly kind: "proved" }
  /** An admin says that all is well. */
  | { readonly kind: "reset" };

/** A change of kind, with why it came about. */
export interface CircuitChange {
  readonly from: CircuitKind;
  readonly to: CircuitKind;
  readonly reason: string;
  /** Failures in a row that led to it. */
  readonly failures: number;
}

export interface Transition {
  /** The same object where nothing changed. */
  readonly circuit: Circuit;
  /** null while the kind stays. */
  readonly change: CircuitChange | null;
}

/** What follows from an event at `now` (epoch ms). Total: every event has an answer in every state. */
export function transition(
  circuit: Circuit,
  event: CircuitEvent,
  policy: CircuitPolicy,
  now: number,
): Transition {
  const { state } = circuit;
  if (event.kind === "reset") return reset(circuit);
  if (policy.failureThreshold === 0) return close(circuit, "breaker_off");
  switch (state.kind) {
    case "closed":
      return whileClosed(circuit, state, event, policy, now);
    case "open":
      return whileOpen(circuit, event, policy, now);
    case "half-open":
      return whileHalfOpen(circuit, state, event, policy, now);
  }
}

/** The permission `probeId` has in a circuit it has asked; null when it was turned away. */
export function passFor({ epoch, state }: Circuit, probeId: string): CircuitPass | null {
  if (state.kind === "closed") return { epoch, probeId: null };
  return state.kind === "half-open" && probeId in state.probes ? { epoch, probeId } : null;
}

type Running = Exclude<CircuitEvent, { kind: "reset" }>;

type State<Kind extends CircuitKind> = Extract<CircuitState, { kind: Kind }>;

function whileClosed(
  circuit: Circuit,
  { failures }: State<"closed">,
  event: Running,
  policy: CircuitPolicy,
  now: number,
): Transition {
  if (!("pass" in event) || event.pass.epoch !== circuit.epoch) return unchanged(circuit);
  switch (event.kind) {
    case "succeeded":
      return failures === 0 ? unchanged(circuit) : stay(circuit, { kind: "closed", failures: 0 });
    case "failed":
      return failures + 1 < policy.failureThreshold
        ? stay(circuit, { kind: "closed", failures: failures + 1 })
        : open(circuit, event.reason, failures + 1, policy, now);
    case "released":
      return unchanged(circuit);
  }
}

/** Requests that began before it opened change nothing: it leaves this state by its time, a test or an admin. */
function whileOpen(circuit: Circuit, event: Running, policy: CircuitPolicy, now: number): Transition {
  if (event.kind === "proved") return change(circuit, halfOpen(), "test_succeeded");
  if (event.kind !== "asked" || passageOf(circuit, policy, now) !== "probe") return unchanged(circuit);
  return change(circuit, halfOpen({ [event.probeId]: now + policy.probeTtlMs }), "open_time_over");
}

function whileHalfOpen(
  circuit: Circuit,
  state: State<"half-open">,
  event: Running,
  policy: CircuitPolicy,
  now: number,
): Transition {
  if (event.kind === "proved") return unchanged(circuit);
  if (event.kind === "asked") {
    if (passageOf(circuit, policy, now) !== "probe") return unchanged(circuit);
    const live = Object.entries(state.probes).filter(([, expiresAt]) => expiresAt > now);
    const probes = { ...Object.fromEntries(live), [event.probeId]: now + policy.probeTtlMs };
    return stay(circuit, { ...state, probes });
  }
  const { epoch, probeId } = event.pass;
  // A probe that was long away speaks for itself as long as nobody else has taken its place.
  if (epoch !== circuit.epoch || probeId === null || !(probeId in state.probes)) return unchanged(circuit);
  const { [probeId]: _ended, ...probes } = state.probes;
  switch (event.kind) {
    case "succeeded":
      return state.successes + 1 < policy.halfOpenSuccessThreshold
        ? stay(circuit, { kind: "half-open", successes: state.successes + 1, probes })
        : close(circuit, "probes_succeeded");
    case "failed":
      return open(circuit, event.reason, 1, policy, now);
    case "released":
      return stay(circuit, { ...state, probes });
  }
}

function halfOpen(probes: Readonly<Record<string, number>> = {}): CircuitState {
  return { kind: "half-open", successes: 0, probes };
}

function unchanged(circuit: Circuit): Transition {
  return { circuit, change: null };
}

function stay({ epoch }: Circuit, state: CircuitState): Transition {
  return { circuit: { epoch, state }, change: null };
}

function change(
  { epoch, state: { kind: from } }: Circuit,
  state: CircuitState,
  reason: string,
  failures = 0,
): Transition {
  return { circuit: { epoch: epoch + 1, state }, change: { from, to: state.kind, reason, failures } };
}

function open(
  circuit: Circuit,
  reason: string,
  failures: number,
  { openDurationMs }: Pick<CircuitPolicy, "openDurationMs">,
  now: number,
): Transition {
  const state: CircuitState = { kind: "open", openedAt: now, until: now + openDurationMs, reason };
  return change(circuit, state, reason, failures);
}

function close(circuit: Circuit, reason: string): Transition {
  if (circuit.state.kind === "closed") return unchanged(circuit);
  return change(circuit, { kind: "closed", failures: 0 }, reason);
}

function reset(circuit: Circuit): Transition {
  const { state } = circuit;
  if (state.kind === "closed" && state.failures > 0) return stay(circuit, { kind: "closed", failures: 0 });
  return close(circuit, "manual_reset");
}
