"use client";
import { useTranslations } from "next-intl";
import { FormProvider } from "react-hook-form";
import type { ProviderDisplay } from "@/actions/providers/provider-display";
import { SaveBar } from "@/ui/patterns/save-bar";
import { useDiscardGuard } from "@/ui/patterns/use-discard-guard";
import { Dialog } from "@/ui/primitives/dialog";
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
  const { form, ref, save, isSaving } = useProviderForm(provider, onClose);
  const { isDirty } = form.formState;
  const guard = useDiscardGuard(isDirty, () => void onClose());
  return (
    <Dialog
      isOpen
      onOpenChange={guard.requestClose}
      placement="side"
      isSticky={isDirty}
      title={provider ? provider.name : t("add")}
      description={provider ? t("editHint") : t("addHint")}
      className="w-[min(42rem,100vw)]"
    >
      <FormProvider {...form}>
        <form ref={ref} onSubmit={(event) => void save(event)} noValidate>
          <ProviderSections provider={provider} knownGroups={knownGroups} />
          <SaveBar
            isDirty={isDirty}
            isSaving={isSaving}
            verb={t(provider ? "save" : "add")}
            onCancel={guard.requestClose}
          />
        </form>
      </FormProvider>
      {guard.question}
    </Dialog>
  );
}
