"use client";
import { useTranslations } from "next-intl";
import { FormProvider } from "react-hook-form";
import { FormSection } from "@/ui/patterns/form-section";
import { SaveBar } from "@/ui/patterns/save-bar";
import { useDiscardGuard } from "@/ui/patterns/use-discard-guard";
import { Dialog } from "@/ui/primitives/dialog";
import type { Target } from "./notifications";
import { TargetAddress } from "./target-address";
import { TextField, ToggleField } from "./target-fields";
import { TargetNetwork } from "./target-network";
import { TargetTypeChoice } from "./target-type-choice";
import { useTargetForm } from "./use-target-form";

interface TargetDialogProps {
  /** null to add one. */
  readonly target: Target | null;
  readonly onClose: () => Promise<unknown>;
}

/** Adds a target or changes one. */
export function TargetDialog({ target, onClose }: TargetDialogProps) {
  const t = useTranslations("notifications");
  const { form, ref, save, isSaving } = useTargetForm(target, onClose);
  const { isDirty } = form.formState;
  const guard = useDiscardGuard(isDirty, () => void onClose());
  return (
    <Dialog
      isOpen
      onOpenChange={guard.requestClose}
      placement="side"
      isSticky={isDirty}
      title={target ? target.name : t("addTarget")}
      description={t(target ? "editTargetHint" : "addTargetHint")}
      className="w-[min(40rem,100vw)]"
    >
      <FormProvider {...form}>
        <form ref={ref} onSubmit={(event) => void save(event)} noValidate>
          <FormSection title={t("basics")} hint={t("basicsHint")}>
            <TextField
              name="name"
              label={t("name")}
              // An error takes the hint's place: nothing moves away under the pointer that left the field.
              hint={t("nameHint")}
              isRequired
              autoFocus={target === null}
            />
            <ToggleField
              name="isEnabled"
              label={t("targetEnabled")}
              hint={t("targetEnabledHint")}
              className="sm:pt-6"
            />
            <TargetTypeChoice />
          </FormSection>
          <TargetAddress stored={target} />
          <TargetNetwork stored={target} />
          <SaveBar
            isDirty={isDirty}
            isSaving={isSaving}
            verb={t(target ? "saveTarget" : "addTarget")}
            onCancel={guard.requestClose}
          />
        </form>
      </FormProvider>
      {guard.question}
    </Dialog>
  );
}
