"use client";
import { useQuery } from "@tanstack/react-query";
import type { getProvidersHealthStatus } from "@/actions/providers/get-providers-health-status";
import type { ProviderHealth } from "@/actions/providers/provider-health";
import { resetProviderCircuit } from "@/actions/providers/reset-provider-circuit";
import { readAction } from "@/ui/api/action-client";
import { useAction } from "@/ui/api/use-action";
import { useReload } from "@/ui/api/use-server-data";

const NAME = "providers/getProvidersHealthStatus";

/** Circuits open and close by themselves; a page in sight follows within this time. */
const REFRESH_MS = 5_000;

/** How a provider is; all rows of a page share one question. `health` is undefined until it is known. */
export function useProviderHealth(providerId: number): {
  readonly health: ProviderHealth | undefined;
  readonly isWell: boolean;
  readonly reset: () => Promise<void>;
} {
  const { data } = useQuery({
    queryKey: [NAME],
    queryFn: ({ signal }) => readAction<typeof getProvidersHealthStatus>(NAME, {}, signal),
    refetchInterval: REFRESH_MS,
  });
  const { run } = useAction(resetProviderCircuit);
  const reload = useReload(NAME);
  const health = data?.[String(providerId)];
  const isWell = !health || (health.circuitState === "closed" && health.restingUntil === null);
  return {
    health,
    isWell,
    reset: async () => {
      if (await run({ providerId })) await reload();
    },
  };
}
