"use client";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { DAY_MS } from "@/lib/duration";
import { useFormat } from "@/ui/format/use-format";
import { Explained } from "@/ui/patterns/explained";
import { cn } from "@/ui/primitives/cn";

const SOON_MS = 7 * DAY_MS;

/** Until when something may be used: a day, or the time that is left when that is short. */
export function ExpiryText({
  expiresAt,
  className,
}: {
  readonly expiresAt: string | null;
  readonly className?: string;
}) {
  const t = useTranslations("users");
  const formatter = useFormatter();
  const format = useFormat();
  const now = useNow();
  if (expiresAt === null) {
    return (
      <span className={cn("text-ink-faint max-md:hidden", className)}>
        <span aria-hidden>{t("never")}</span>
        <span className="sr-only">{t("neverExpires")}</span>
      </span>
    );
  }
  const left = Date.parse(expiresAt) - now.getTime();
  const isSoon = left > 0 && left < SOON_MS;
  return (
    <Explained
      explanation={t(left > 0 ? "expiresAt" : "expiredAt", { when: format.instant(expiresAt) })}
      className={cn("tabular relative", isSoon && "text-warn", className)}
    >
      <span className="md:sr-only">{t(left > 0 ? "expires" : "expiredOn")} </span>
      {isSoon ? formatter.relativeTime(new Date(expiresAt), now) : format.day(expiresAt)}
    </Explained>
  );
}
