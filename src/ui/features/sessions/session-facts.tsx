import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFormat } from "@/ui/format/use-format";
import type { SessionDetails } from "./session";

/** Who, with what, and what it came to. */
export function SessionFacts({ stats }: { readonly stats: SessionDetails["sessionStats"] }) {
  const t = useTranslations("sessions.fact");
  const format = useFormat();
  if (stats === null) return null;
  const providers = stats.providers.flatMap(({ name }) => name ?? []);
  return (
    <dl className="grid grid-cols-[minmax(7rem,auto)_1fr] gap-x-4 gap-y-1.5 text-sm">
      <Fact name={t("user")}>{[stats.userName, stats.keyName].filter(Boolean).join(" / ")}</Fact>
      <Fact name={t("providers")}>{providers.join(", ")}</Fact>
      <Fact name={t("models")}>{stats.models.join(", ")}</Fact>
      <Fact name={t("requests")}>
        {stats.failedCount > 0
          ? t("requestsFailed", { count: stats.requestCount, failed: stats.failedCount })
          : format.count(stats.requestCount)}
      </Fact>
      <Fact name={t("tokens")}>
        {t("tokensOf", {
          input: format.count(stats.totalInputTokens),
          output: format.count(stats.totalOutputTokens),
          read: format.count(stats.totalCacheReadTokens),
          written: format.count(stats.totalCacheCreationTokens),
        })}
      </Fact>
      <Fact name={t("cost")}>{format.usd(stats.totalCostUsd)}</Fact>
      <Fact name={t("first")}>{format.instant(stats.firstRequestAt)}</Fact>
      <Fact name={t("last")}>{format.instant(stats.lastRequestAt)}</Fact>
      <Fact name={t("client")}>{stats.userAgent}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  if (children === null || children === "") return null;
  return (
    <>
      <dt className="text-ink-faint">{name}</dt>
      <dd className="tabular min-w-0 break-words">{children}</dd>
    </>
  );
}
