"use client";
import { startTransition, useOptimistic } from "react";
import { editProvider } from "@/actions/providers/edit-provider";
import type { ProviderDisplay } from "@/actions/providers/provider-display";
import { useRouter } from "@/i18n/navigation";
import { useAction } from "@/ui/api/use-action";

/** The providers with switches that answer at once; a refused change turns its switch back. */
export function useEnabledProviders(providers: readonly ProviderDisplay[]) {
  const router = useRouter();
  const { run } = useAction(editProvider);
  const [shown, show] = useOptimistic(
    providers,
    (list, { id, isEnabled }: Pick<ProviderDisplay, "id" | "isEnabled">) =>
      list.map((provider) => (provider.id === id ? { ...provider, isEnabled } : provider)),
  );
  const setEnabled = ({ id }: ProviderDisplay, isEnabled: boolean) =>
    startTransition(async () => {
      show({ id, isEnabled });
      if (await run({ providerId: id, is_enabled: isEnabled })) startTransition(() => router.refresh());
    });
  return { providers: shown, setEnabled };
}
