import type { GatewayDeps } from "../deps";
import { judge } from "../forwarding/failure";
import { eventsOfFailure } from "../routing/circuit-report";
import type { Exchange, FailedAttempt, Outcome } from "../types";

type ReportDeps = Pick<GatewayDeps, "circuits" | "failover" | "clock">;

/** Tells the provider's circuit that the attempt which was under way failed. */
export function reportFailure(
  exchange: Exchange,
  failure: Pick<FailedAttempt, "cause" | "verdict">,
  message: string | null,
  { circuits, failover, clock }: ReportDeps,
): void {
  const { trail, request, demand } = exchange;
  const { pending } = trail;
  trail.pending = null;
  if (!pending || !request.inbound.endpoint.feedsCircuit) return;
  const context = {
    pass: pending.pass,
    model: demand.model,
    message,
    now: clock.now(),
    networkErrorsOpenCircuits: failover.networkErrorsOpenCircuits,
  };
  for (const event of eventsOfFailure(failure, context)) void circuits.report(pending.provider.id, event);
}

/** Tells the circuit of the attempt that answered how the answer ended; nothing when none is waiting to hear. */
export function reportOutcome(exchange: Exchange, outcome: Outcome, deps: ReportDeps): void {
  const { trail, request } = exchange;
  const { pending } = trail;
  if (!pending) return;
  if (outcome.kind === "failed" && outcome.cause) {
    const { cause } = outcome;
    reportFailure(exchange, { cause, verdict: judge(cause) }, outcome.message, deps);
    return;
  }
  trail.pending = null;
  if (!request.inbound.endpoint.feedsCircuit) return;
  const { provider, pass } = pending;
  void deps.circuits.report(provider.id, {
    kind: outcome.kind === "completed" ? "succeeded" : "released",
    pass,
  });
}
