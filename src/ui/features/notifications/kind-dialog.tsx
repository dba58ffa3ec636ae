"use client";
import { useTranslations } from "next-intl";
import type { NotificationType } from "@/domain/notification/notification-type";
import { FormDialog } from "@/ui/patterns/form-dialog";
import { FormSection } from "@/ui/patterns/form-section";
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
  return (
    <FormDialog
      {...useKindForm(type, data, onClose)}
      title={t(`kind.${type}`)}
      description={t(`about.${type}`)}
      verb={common("save")}
      onClose={onClose}
    >
      <KindFields type={type} />
      <FormSection title={t("heardBy")} hint={t("heardByHint")}>
        <BindingFields type={type} targets={data.targets} />
      </FormSection>
    </FormDialog>
  );
}
