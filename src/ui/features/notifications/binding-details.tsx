"use client";
import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { Controller, useFormContext } from "react-hook-form";
import type { NotificationType } from "@/domain/notification/notification-type";
import { SwitchField } from "@/ui/patterns/switch-field";
import { Field } from "@/ui/primitives/field";
import { Input, Textarea } from "@/ui/primitives/input";
import type { KindInput, KindValues } from "./kind-values";
import type { Target } from "./notifications";

interface BindingDetailsProps {
  readonly index: number;
  readonly type: NotificationType;
  readonly target: Target;
}

/** What is different for one target; folded while nothing is. */
export function BindingDetails({ index, type, target }: BindingDetailsProps) {
  const t = useTranslations("notifications");
  const { register, control, getValues, formState } = useFormContext<KindValues, unknown, KindInput>();
  const errors = formState.errors.bindings?.[index];
  const { isEnabled, scheduleCron, scheduleTimezone, templateOverride } = getValues(`bindings.${index}`);
  const isSet = !isEnabled || [scheduleCron, scheduleTimezone, templateOverride].some((text) => text !== "");
  return (
    <details open={isSet} className="group border-t">
      <summary className="flex list-none items-center gap-1.5 px-3 py-1.5 text-xs text-ink-soft hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
        {t("ownWay")}
      </summary>
      <div className="grid grid-cols-1 gap-3 px-3 pt-1.5 pb-3 sm:grid-cols-2">
        <Controller
          control={control}
          name={`bindings.${index}.isEnabled`}
          render={({ field }) => (
            <SwitchField
              label={t("bindingEnabled")}
              hint={t("bindingEnabledHint")}
              isOn={field.value}
              onChange={field.onChange}
              className="sm:col-span-2"
            />
          )}
        />
        {type !== "circuit_breaker" && (
          <Field label={t("cron")} hint={t("cronHint")} error={errors?.scheduleCron?.message}>
            {(field) => (
              <Input
                {...field}
                {...register(`bindings.${index}.scheduleCron`)}
                placeholder="0 9 * * 1-5"
                autoComplete="off"
                className="font-mono"
              />
            )}
          </Field>
        )}
        <Field label={t("timeZone")} hint={t("timeZoneHint")} error={errors?.scheduleTimezone?.message}>
          {(field) => (
            <Input
              {...field}
              {...register(`bindings.${index}.scheduleTimezone`)}
              placeholder="Asia/Shanghai"
              autoComplete="off"
            />
          )}
        </Field>
        {target.providerType === "custom" && (
          <Field
            label={t("ownTemplate")}
            hint={t("ownTemplateHint")}
            error={errors?.templateOverride?.message}
            className="sm:col-span-2"
          >
            {(field) => (
              <Textarea
                {...field}
                {...register(`bindings.${index}.templateOverride`)}
                rows={4}
                spellCheck={false}
                className="font-mono text-xs"
              />
            )}
          </Field>
        )}
      </div>
    </details>
  );
}
