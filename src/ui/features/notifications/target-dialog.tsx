"use client";
import { useTranslations } from "next-intl";
import { FormDialog } from "@/ui/patterns/form-dialog";
import { FormSection } from "@/ui/patterns/form-section";
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
  return (
    <FormDialog
      {...useTargetForm(target, onClose)}
      title={target ? target.name : t("addTarget")}
      description={t(target ? "editTargetHint" : "addTargetHint")}
      verb={t(target ? "saveTarget" : "addTarget")}
      onClose={onClose}
      className="w-[min(40rem,100vw)]"
    >
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
    </FormDialog>
  );
}
