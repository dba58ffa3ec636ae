"use client";
import { SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ProviderDisplay } from "@/actions/providers/provider-display";
import { EmptyState } from "@/ui/patterns/empty-state";
import { Button } from "@/ui/primitives/button";
import { Dialog } from "@/ui/primitives/dialog";
import { ProviderDialog } from "./form/provider-dialog";
import type { OpenedProvider } from "./use-open-provider";

interface OpenProviderProps {
  readonly opened: OpenedProvider;
  readonly providers: readonly ProviderDisplay[];
  readonly groups: readonly string[];
}

/** The form the URL asks for. */
export function OpenProvider({ opened: { current, close }, providers, groups }: OpenProviderProps) {
  const t = useTranslations("providers");
  const common = useTranslations("common");
  if (current === null) return null;
  const provider = providers.find(({ id }) => String(id) === current);
  if (provider || current === "new") {
    return <ProviderDialog key={current} provider={provider ?? null} knownGroups={groups} onClose={close} />;
  }
  return (
    <Dialog isOpen onOpenChange={() => void close()} title={t("gone")}>
      <EmptyState icon={SearchX} title={t("gone")} text={t("goneText")}>
        <Button onClick={() => void close()}>{common("close")}</Button>
      </EmptyState>
    </Dialog>
  );
}
