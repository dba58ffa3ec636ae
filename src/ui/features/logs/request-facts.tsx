"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Link } from "@/i18n/navigation";
import { useFormat } from "@/ui/format/use-format";
import { type Log, outputRate } from "./log";
import { type LogFilters, logsHref } from "./log-filters";

/** Who, what, how fast, how large. */
export function RequestFacts({ log }: { readonly log: Log }) {
  const t = useTranslations("logs.fact");
  const format = useFormat();
  const rate = outputRate(log);
  return (
    <dl className="grid grid-cols-[minmax(7rem,auto)_1fr] gap-x-4 gap-y-1.5 text-sm">
      <Fact name={t("user")}>
        {log.userName && <FilterLink query={{ user: log.userId }}>{log.userName}</FilterLink>}
      </Fact>
      <Fact name={t("key")}>
        {log.keyName && <FilterLink query={{ key: log.keyId }}>{log.keyName}</FilterLink>}
      </Fact>
      <Fact name={t("provider")}>
        {log.providerName && <FilterLink query={{ provider: log.providerId }}>{log.providerName}</FilterLink>}
      </Fact>
      <Fact name={t("endpoint")}>
        <code className="font-mono text-xs">{log.endpoint}</code>
      </Fact>
      <Fact name={t("session")}>
        {log.sessionId && (
          <FilterLink query={{ session: log.sessionId }}>
            <span className="font-mono text-xs break-all">{log.sessionId}</span>
          </FilterLink>
        )}
        {log.requestSequence !== null && <span className="text-ink-faint"> #{log.requestSequence}</span>}
      </Fact>
      <Fact name={t("messages")}>{log.messagesCount}</Fact>
      <Fact name={t("mode")}>{t(log.isStream ? "stream" : "whole")}</Fact>
      <Fact name={t("duration")}>{format.duration(log.durationMs)}</Fact>
      <Fact name={t("firstByte")}>{log.ttfbMs !== null && format.duration(log.ttfbMs)}</Fact>
      <Fact name={t("rate")}>{rate !== null && t("tokensPerSecond", { rate: Math.round(rate) })}</Fact>
      <Fact name={t("size")}>
        {t("sizes", { sent: format.count(log.requestBytes), received: format.count(log.responseBytes) })}
      </Fact>
      <Fact name={t("reasoning")}>{log.reasoningTokens > 0 && format.count(log.reasoningTokens)}</Fact>
      <Fact name={t("address")}>{log.clientIp}</Fact>
      <Fact name={t("client")}>{log.userAgent}</Fact>
    </dl>
  );
}

/** A line of the list; what is not known takes no place. */
function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const isEmpty = (node: ReactNode) => node === null || node === undefined || node === false || node === "";
  if (Array.isArray(children) ? children.every(isEmpty) : isEmpty(children)) return null;
  return (
    <>
      <dt className="text-ink-faint">{name}</dt>
      <dd className="tabular min-w-0 break-words">{children}</dd>
    </>
  );
}

interface FilterLinkProps {
  readonly query: Partial<LogFilters>;
  readonly children: ReactNode;
}

/** Leads to all requests that share this. */
function FilterLink({ query, children }: FilterLinkProps) {
  return (
    <Link
      href={logsHref("/dashboard/logs", query)}
      className="underline decoration-line-strong underline-offset-2 hover:decoration-ink"
    >
      {children}
    </Link>
  );
}
