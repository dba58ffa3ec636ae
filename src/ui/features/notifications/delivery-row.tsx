"use client";
import { useTranslations } from "next-intl";
import { Occasion } from "@/domain/notification/occasion";
import { useFormat } from "@/ui/format/use-format";
import { Badge, Dot, type Tone } from "@/ui/primitives/badge";
import type { Delivery } from "./notifications";

const TONES: Readonly<Record<Delivery["status"], Tone>> = {
  pending: "warn",
  delivered: "good",
  failed: "bad",
};

interface DeliveryRowProps {
  readonly delivery: Delivery;
  readonly targetName: string;
}

/** One occasion on its way to one target. */
export function DeliveryRow({ delivery, targetName }: DeliveryRowProps) {
  const t = useTranslations("notifications");
  const format = useFormat();
  const { status, tries, createdAt, deliveredAt, nextTryAt, lastError } = delivery;
  const subject = useSubject(delivery);
  return (
    <li className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-0.5 px-4 py-2 text-sm md:min-h-10 md:grid-cols-[7rem_minmax(0,1.2fr)_minmax(0,0.8fr)_8rem_minmax(0,1.4fr)]">
      <span className="tabular text-ink-soft max-md:order-3 max-md:text-xs" title={format.instant(createdAt)}>
        {format.moment(createdAt)}
      </span>
      <span className="min-w-0 truncate" title={subject}>
        <span className="font-medium">{t(`kind.${delivery.notificationType}`)}</span>
        {subject && <span className="text-ink-soft"> · {subject}</span>}
      </span>
      <span className="min-w-0 truncate text-ink-soft max-md:order-4 max-md:text-right max-md:text-xs">
        {targetName}
      </span>
      <span>
        <Badge tone={TONES[status]}>
          <Dot tone={TONES[status]} />
          {t(`status.${status}`)}
        </Badge>
      </span>
      <span className="min-w-0 text-xs text-ink-soft max-md:order-5 max-md:col-span-2 md:truncate">
        {deliveredAt && t("deliveredAt", { time: format.moment(deliveredAt), tries })}
        {lastError && <span title={lastError}>{t("afterTries", { error: lastError, tries })}</span>}
        {status === "pending" && nextTryAt && tries > 0 && (
          <> {t("nextTry", { time: format.moment(nextTryAt) })}</>
        )}
      </span>
    </li>
  );
}

/** What an occasion was about, in a few words. */
function useSubject({ occasion }: Delivery): string {
  const t = useTranslations("notifications");
  const { data } = Occasion.safeParse(occasion);
  switch (data?.type) {
    case "circuit_breaker":
      return data.providerName;
    case "daily_leaderboard":
      return data.date;
    case "cost_alert":
      return t("costSubject", { name: data.targetName, part: data.usagePercent / 100 });
    case undefined:
      return "";
  }
}
