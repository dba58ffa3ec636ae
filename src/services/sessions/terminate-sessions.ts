import "server-only";
import type { Clock } from "@/infra/clock";
import type { Counters } from "@/infra/counters/port";
import type { InFlight } from "@/services/in-flight/in-flight";

interface TerminationParts {
  readonly counters: Counters;
  readonly inFlight: InFlight;
  readonly clock: Clock;
}

/**
 * Ends sessions: none keeps its provider, so that the next request of each is routed anew. Running requests go on, in
 * whichever replica they run, unless they are to be aborted too; then their clients are told and their rows settled.
 *
 * @param sessionKeys see `sessionKeyOf`
 */
export async function terminateSessions(
  sessionKeys: readonly string[],
  { abortsRunning }: { readonly abortsRunning: boolean },
  { counters, inFlight, clock }: TerminationParts,
): Promise<void> {
  const now = clock.now();
  await counters.forget(sessionKeys, now);
  if (abortsRunning) await inFlight.terminate(sessionKeys, now);
}
