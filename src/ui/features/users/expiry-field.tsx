"use client";
import { useNow, useTimeZone, useTranslations } from "next-intl";
import { Button } from "@/ui/primitives/button";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { dayInDays } from "./expiry-day";

const CHOICES_DAYS = [7, 30, 90] as const;

interface ExpiryFieldProps {
  /** YYYY-MM-DD; blank = never. */
  readonly value: string;
  readonly onChange: (day: string) => void;
  readonly error: string | undefined;
}

/** The last day on which something works, picked or counted from today. */
export function ExpiryField({ value, onChange, error }: ExpiryFieldProps) {
  const t = useTranslations("users");
  const now = useNow().getTime();
  const timeZone = useTimeZone() ?? "UTC";
  return (
    <Field label={t("expiry")} hint={t("expiryHint", { timeZone })} error={error} className="sm:col-span-2">
      {(control) => (
        <div className="flex flex-wrap items-center gap-1.5">
          <Input
            {...control}
            type="date"
            value={value}
            onChange={(event) => onChange(event.target.value)}
            className="tabular w-38"
          />
          <div className="flex">
            {CHOICES_DAYS.map((days) => {
              const day = dayInDays(days, now, timeZone);
              return (
                <Choice key={days} isChosen={value === day} onClick={() => onChange(day)}>
                  {t("inDays", { days })}
                </Choice>
              );
            })}
            <Choice isChosen={value === ""} onClick={() => onChange("")}>
              {t("never")}
            </Choice>
          </div>
        </div>
      )}
    </Field>
  );
}

interface ChoiceProps {
  readonly isChosen: boolean;
  readonly onClick: () => void;
  readonly children: string;
}

function Choice({ isChosen, onClick, children }: ChoiceProps) {
  return (
    <Button
      size="sm"
      variant={isChosen ? "secondary" : "ghost"}
      aria-pressed={isChosen}
      onClick={onClick}
      className="h-8"
    >
      {children}
    </Button>
  );
}
