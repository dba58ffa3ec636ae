import type { CircuitPass } from "@/domain/circuit/transition";
import type { Provider } from "@/domain/provider/provider";
import type { VerdictNews } from "@/domain/routing/route-plan";
import type { Circuits } from "@/services/circuits/circuits";
import type { Exhausted, Place } from "@/services/quota/quota";

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
  /** Providers whose own quota is used up. */
  readonly exhausted: readonly Exhausted[];
}

/**
 * The first of `candidates` that has a place and lets the request `id` through. A provider that is well lets it
 * through at once; only where one is about to be probed do the replicas have to agree who does it.
 *
 * @param takePlace reserves at the first of the given providers that has room
 */
export async function chooseProvider(
  candidates: readonly Provider[],
  takePlace: (candidates: readonly Provider[]) => Promise<Place>,
  id: string,
  circuits: Pick<Circuits, "pass">,
): Promise<Choice> {
  const reserved: Provider[] = [];
  const turnedAway: Provider[] = [];
  const exhausted: Exhausted[] = [];
  for (;;) {
    const left = candidates.filter((candidate) => !turnedAway.includes(candidate));
    const place = await takePlace(left);
    const { provider } = place;
    exhausted.push(...place.exhausted);
    if (!provider) return { chosen: null, reserved, turnedAway, exhausted };
    reserved.push(provider);
    const pass = await circuits.pass(provider, id);
    if (pass) return { chosen: { provider, pass }, reserved, turnedAway, exhausted };
    turnedAway.push(provider);
  }
}

/** What a choice adds to the verdicts. */
export function choiceNews({ turnedAway, exhausted }: Choice): VerdictNews[] {
  return [
    ...exhausted.map(
      ({ provider, until }): VerdictNews => ({
        providerId: provider.id,
        excludedBy: "quota_exceeded",
        until,
      }),
    ),
    ...turnedAway.map(({ id }): VerdictNews => ({ providerId: id, excludedBy: "probe_taken", until: null })),
  ];
}
