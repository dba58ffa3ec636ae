"use client";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { useBoundForm } from "@/ui/patterns/use-bound-form";
import { Field } from "@/ui/primitives/field";
import { Textarea } from "@/ui/primitives/input";
import type { TargetValues } from "./target-values";

/** The names templates may use: those of every kind, then those of one. */
const PLACEHOLDERS = [
  ["every", ["title", "level", "sections", "timestamp", "timestamp_local"]],
  ["circuit_breaker", ["provider_name", "provider_id", "failure_count", "retry_at", "last_error"]],
  ["daily_leaderboard", ["date", "entries_json", "total_requests", "total_cost"]],
  ["cost_alert", ["target_type", "target_name", "current_cost", "quota_limit", "usage_percent"]],
] as const;

/** The body that is sent to an address of one's own. */
export function TargetTemplate() {
  const t = useTranslations("notifications");
  const { register, setValue, getValues, errorOf } = useBoundForm<TargetValues>();
  const { ref: registerRef, ...bound } = register("customTemplate");
  const box = useRef<HTMLTextAreaElement | null>(null);
  const insert = (name: string) => {
    const text = getValues("customTemplate");
    const from = box.current?.selectionStart ?? text.length;
    const to = box.current?.selectionEnd ?? from;
    setValue("customTemplate", `${text.slice(0, from)}{{${name}}}${text.slice(to)}`, { shouldDirty: true });
    box.current?.focus();
  };
  return (
    <>
      <Field
        label={t("template")}
        hint={t("templateHint")}
        error={errorOf("customTemplate")}
        isRequired
        className="sm:col-span-2"
      >
        {(control) => (
          <Textarea
            {...control}
            {...bound}
            ref={(element) => {
              box.current = element;
              registerRef(element);
            }}
            rows={7}
            spellCheck={false}
            className="font-mono text-xs"
          />
        )}
      </Field>
      <dl className="flex flex-col gap-1.5 text-xs sm:col-span-2">
        {PLACEHOLDERS.map(([group, names]) => (
          <div key={group} className="flex flex-wrap items-center gap-1">
            <dt className="mr-1 text-ink-faint">{group === "every" ? t("everyKind") : t(`kind.${group}`)}</dt>
            {names.map((name) => (
              <dd key={name}>
                <button
                  type="button"
                  onClick={() => insert(name)}
                  aria-label={t("insert", { name })}
                  className="rounded bg-sunken px-1.5 py-0.5 font-mono hover:bg-hover"
                >
                  {name}
                </button>
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </>
  );
}
