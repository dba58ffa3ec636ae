"use client";
import { useTranslations } from "next-intl";
import { useFieldArray } from "react-hook-form";
import type { NotificationType } from "@/domain/notification/notification-type";
import { useBoundForm } from "@/ui/patterns/use-bound-form";
import { BindingDetails } from "./binding-details";
import { type KindValues, newBinding } from "./kind-values";
import type { Target } from "./notifications";

interface BindingFieldsProps {
  readonly type: NotificationType;
  readonly targets: readonly Target[];
}

/** Who hears of a kind: one line for each target, with its own schedule where it has one. */
export function BindingFields({ type, targets }: BindingFieldsProps) {
  const t = useTranslations("notifications");
  const { control } = useBoundForm<KindValues>();
  const { fields, append, remove } = useFieldArray({ control, name: "bindings" });
  if (targets.length === 0) return <p className="text-sm text-ink-soft sm:col-span-2">{t("noTargetsYet")}</p>;
  return (
    <ul className="flex flex-col gap-2 sm:col-span-2">
      {targets.map((target) => {
        const index = fields.findIndex(({ targetId }) => targetId === target.id);
        const toggle = () => (index < 0 ? append(newBinding(target.id)) : remove(index));
        return (
          <li key={target.id} className="rounded-md border">
            <label className="flex cursor-pointer items-center gap-2.5 px-3 py-2 text-sm">
              <input
                type="checkbox"
                checked={index >= 0}
                onChange={toggle}
                className="size-4 shrink-0 accent-accent"
              />
              <span className="min-w-0 flex-1 truncate font-medium">{target.name}</span>
              <span className="text-xs text-ink-faint">
                {t(`type.${target.providerType}`)}
                {!target.isEnabled && `, ${t("targetDisabled")}`}
              </span>
            </label>
            {index >= 0 && (
              <BindingDetails key={fields[index]?.id} index={index} type={type} target={target} />
            )}
          </li>
        );
      })}
    </ul>
  );
}
