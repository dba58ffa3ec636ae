"use client";
import { useTranslations } from "next-intl";
import type { ProviderDisplay } from "@/actions/providers/provider-display";
import { FormDialog } from "@/ui/patterns/form-dialog";
import { ProviderSections } from "./provider-sections";
import { useProviderForm } from "./use-provider-form";

interface ProviderDialogProps {
  /** null to add one. */
  readonly provider: ProviderDisplay | null;
  readonly knownGroups: readonly string[];
  readonly onClose: () => Promise<unknown>;
}

/** Adds a provider or changes one, beside the list. */
export function ProviderDialog({ provider, knownGroups, onClose }: ProviderDialogProps) {
  const t = useTranslations("providers");
  return (
    <FormDialog
      {...useProviderForm(provider, onClose)}
      title={provider ? provider.name : t("add")}
      description={provider ? t("editHint") : t("addHint")}
      verb={t(provider ? "save" : "add")}
      onClose={onClose}
      className="w-[min(42rem,100vw)]"
    >
      <ProviderSections provider={provider} knownGroups={knownGroups} />
    </FormDialog>
  );
}
