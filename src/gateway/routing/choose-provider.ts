import type { CircuitPass } from "@/domain/circuit/transition";
import type { Provider } from "@/domain/provider/provider";
import type { VerdictNews } from "@/domain/routing/route-plan";
import type { Circuits } from "@/services/circuits/circuits";

/** A provider with a place taken at it and its circuit's permission to try it. */
export interface Chosen {
  readonly provider: Provider;
  readonly pass: CircuitPass;
}

export interface Choice {
  /** null: nobody had a place, or no circuit let the request through. */
  readonly chosen: Chosen | null;
  /** Providers that took the reservation; it ends with the exchange, whoever answers. */
  readonly reserved: readonly Provider[];
  /** Providers whose probe somebody else was faster to be. */
  readonly turnedAway: readonly Provider[];
}

/**
 * The first of `candidates` that has a place and lets the request `id` through. A provider that is well lets it
 * through at once; only where one is about to be probed do the replicas have to agree who does it.
 *
 * @param takePlace reserves at the first of the given providers that has room; null = none has
 */
export async function chooseProvider(
  candidates: readonly Provider[],
  takePlace: (candidates: readonly Provider[]) => Promise<Provider | null>,
  id: string,
  circuits: Pick<Circuits, "pass">,
): Promise<Choice> {
  const reserved: Provider[] = [];
  const turnedAway: Provider[] = [];
  for (;;) {
    const left = candidates.filter((candidate) => !turnedAway.includes(candidate));
    const provider = await takePlace(left);
    if (!provider) return { chosen: null, reserved, turnedAway };
    reserved.push(provider);
    const pass = await circuits.pass(provider, id);
    if (pass) return { chosen: { provider, pass }, reserved, turnedAway };
    turnedAway.push(provider);
  }
}

/** What a choice adds to the verdicts. */
export function turnedAwayNews({ turnedAway }: Pick<Choice, "turnedAway">): VerdictNews[] {
  return turnedAway.map(({ id }) => ({ providerId: id, excludedBy: "probe_taken", until: null }));
}
