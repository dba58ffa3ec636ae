"use client";
import { useTranslations } from "next-intl";
import { FormProvider } from "react-hook-form";
import type { NotificationType } from "@/domain/notification/notification-type";
import { FormSection } from "@/ui/patterns/form-section";
import { SaveBar } from "@/ui/patterns/save-bar";
import { useDiscardGuard } from "@/ui/patterns/use-discard-guard";
import { Dialog } from "@/ui/primitives/dialog";
import { BindingFields } from "./binding-fields";
import { KindFields } from "./kind-fields";
import type { NotificationData } from "./notifications";
import { useKindForm } from "./use-kind-form";

interface KindDialogProps {
  readonly type: NotificationType;
  readonly data: NotificationData;
  readonly onClose: () => Promise<unknown>;
}

/** When a kind is told, and to whom. */
export function KindDialog({ type, data, onClose }: KindDialogProps) {
  const t = useTranslations("notifications");
  const common = useTranslations("common");
  const { form, ref, save, isSaving } = useKindForm(type, data, onClose);
  const { isDirty } = form.formState;
  const guard = useDiscardGuard(isDirty, () => void onClose());
  return (
    <Dialog
      isOpen
      onOpenChange={guard.requestClose}
      placement="side"
      isSticky={isDirty}
      title={t(`kind.${type}`)}
      description={t(`about.${type}`)}
    >
      <FormProvider {...form}>
        <form ref={ref} onSubmit={(event) => void save(event)} noValidate>
          <KindFields type={type} />
          <FormSection title={t("heardBy")} hint={t("heardByHint")}>
            <BindingFields type={type} targets={data.targets} />
          </FormSection>
          <SaveBar
            isDirty={isDirty}
            isSaving={isSaving}
            verb={common("save")}
            onCancel={guard.requestClose}
          />
        </form>
      </FormProvider>
      {guard.question}
    </Dialog>
  );
}
