"use client";
import { useTranslations } from "next-intl";
import type { ProviderDisplay } from "@/actions/providers/provider-display";
import { useFormat } from "@/ui/format/use-format";
import { Explained } from "@/ui/patterns/explained";

const WINDOWS = [
  ["fiveHours", "limit5hUsd"],
  ["daily", "limitDailyUsd"],
  ["weekly", "limitWeeklyUsd"],
  ["monthly", "limitMonthlyUsd"],
  ["total", "limitTotalUsd"],
] as const;

/** The limit of the shortest window, and how many more there are; all of them on hover. */
export function Limits({ provider }: { readonly provider: ProviderDisplay }) {
  const t = useTranslations("providers");
  const words = useTranslations("common.limits");
  const format = useFormat();
  const sessions = provider.limitConcurrentSessions;
  const limits = [
    ...WINDOWS.flatMap(([window, field]) => {
      const usd = provider[field];
      if (usd === null) return [];
      const amount = format.usd(usd);
      return [{ short: t(`window.${window}`, { amount }), long: `${words(window)}: ${amount}` }];
    }),
    ...(sessions === null
      ? []
      : [
          {
            short: t("sessions", { count: sessions }),
            long: `${words("sessions")}: ${format.count(sessions)}`,
          },
        ]),
  ];
  const [first] = limits;
  if (!first) {
    return (
      <Explained explanation={t("explain.noLimits")} className="text-ink-faint">
        –
      </Explained>
    );
  }
  return (
    <Explained
      explanation={
        <>
          <span className="block">{t("explain.limits")}</span>
          {limits.map(({ long }) => (
            <span key={long} className="block tabular">
              {long}
            </span>
          ))}
        </>
      }
    >
      {first.short}
      {limits.length > 1 && <span className="text-ink-faint"> +{limits.length - 1}</span>}
    </Explained>
  );
}
