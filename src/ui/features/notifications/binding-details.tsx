"use client";
import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import type { NotificationType } from "@/domain/notification/notification-type";
import { useBoundForm } from "@/ui/patterns/use-bound-form";
import { LongTextField, TextField, ToggleField } from "./kind-form-fields";
import type { KindValues } from "./kind-values";
import type { Target } from "./notifications";

interface BindingDetailsProps {
  readonly index: number;
  readonly type: NotificationType;
  readonly target: Target;
}

/** What is different for one target; folded while nothing is. */
export function BindingDetails({ index, type, target }: BindingDetailsProps) {
  const t = useTranslations("notifications");
  const { getValues } = useBoundForm<KindValues>();
  const { isEnabled, scheduleCron, scheduleTimezone, templateOverride } = getValues(`bindings.${index}`);
  const isSet = !isEnabled || [scheduleCron, scheduleTimezone, templateOverride].some((text) => text !== "");
  return (
    <details open={isSet} className="group border-t">
      <summary className="flex list-none items-center gap-1.5 px-3 py-1.5 text-xs text-ink-soft hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
        {t("ownWay")}
      </summary>
      <div className="grid grid-cols-1 gap-3 px-3 pt-1.5 pb-3 sm:grid-cols-2">
        <ToggleField
          name={`bindings.${index}.isEnabled`}
          label={t("bindingEnabled")}
          hint={t("bindingEnabledHint")}
          className="sm:col-span-2"
        />
        {type !== "circuit_breaker" && (
          <TextField
            name={`bindings.${index}.scheduleCron`}
            label={t("cron")}
            hint={t("cronHint")}
            placeholder="0 9 * * 1-5"
            isCode
          />
        )}
        <TextField
          name={`bindings.${index}.scheduleTimezone`}
          label={t("timeZone")}
          hint={t("timeZoneHint")}
          placeholder="Asia/Shanghai"
        />
        {target.providerType === "custom" && (
          <LongTextField
            name={`bindings.${index}.templateOverride`}
            label={t("ownTemplate")}
            hint={t("ownTemplateHint")}
            rows={4}
            isCode
            className="sm:col-span-2"
          />
        )}
      </div>
    </details>
  );
}
