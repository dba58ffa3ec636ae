"use client";
import { startTransition, useOptimistic } from "react";
import { editProvider } from "@/actions/providers/edit-provider";
import type { ProviderDisplay } from "@/actions/providers/provider-display";
import { useAction } from "@/ui/api/use-action";
import { useReload } from "@/ui/api/use-server-data";

/** The providers with switches that answer at once; a refused change turns its switch back. */
export function useEnabledProviders(providers: readonly ProviderDisplay[]) {
  const reload = useReload("providers/getProviders");
  const { run } = useAction(editProvider);
  const [shown, show] = useOptimistic(
    providers,
    (list, { id, isEnabled }: Pick<ProviderDisplay, "id" | "isEnabled">) =>
      list.map((provider) => (provider.id === id ? { ...provider, isEnabled } : provider)),
  );
  const setEnabled = ({ id }: ProviderDisplay, isEnabled: boolean) =>
    startTransition(async () => {
      show({ id, isEnabled });
      if (await run({ providerId: id, is_enabled: isEnabled })) await reload();
    });
  return { providers: shown, setEnabled };
}
