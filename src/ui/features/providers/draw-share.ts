import type { ProviderDisplay } from "@/actions/providers/provider-display";

/** A provider's part in the draw among the enabled providers of its priority. */
export interface DrawShare {
  /** 0–1; null while it is disabled. */
  readonly share: number | null;
  /** How many enabled providers have its priority. */
  readonly rivals: number;
}

/** The share of each provider, by id. */
export function drawShares(providers: readonly ProviderDisplay[]): ReadonlyMap<number, DrawShare> {
  const enabled = providers.filter(({ isEnabled }) => isEnabled);
  return new Map(
    providers.map(({ id, priority, weight, isEnabled }) => {
      const tier = enabled.filter((rival) => rival.priority === priority);
      const total = tier.reduce((sum, provider) => sum + provider.weight, 0);
      return [id, { share: isEnabled ? weight / total : null, rivals: tier.length }];
    }),
  );
}
