"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/ui/format/use-format";
import type { RunningRequest, Session } from "./session";

/** What runs of a session, oldest first. */
export function RunningRequests({ session }: { readonly session: Session }) {
  const t = useTranslations("sessions");
  const { activeRequests, lastActivityTime } = session;
  if (activeRequests.length === 0) return <p className="text-sm text-ink-soft">{t("nothingRuns")}</p>;
  return (
    <ul className="divide-y rounded-md border text-sm">
      {activeRequests.map((request) => (
        <li key={request.requestId} className="px-3 py-2">
          <Running request={request} now={lastActivityTime} />
        </li>
      ))}
    </ul>
  );
}

function Running({ request, now }: { readonly request: RunningRequest; readonly now: number }) {
  const t = useTranslations("sessions");
  const format = useFormat();
  const { requestSequence, model, providerName, attempt, startTime, ttfbMs, responseBytes } = request;
  return (
    <>
      <p className="flex gap-2">
        <span className="min-w-0 flex-1 truncate font-medium">{model ?? "–"}</span>
        {requestSequence !== null && <span className="tabular text-ink-faint">#{requestSequence}</span>}
        <span className="tabular">{format.duration(now - startTime)}</span>
      </p>
      <p className="tabular text-xs text-ink-soft">
        {providerName ?? t("noProviderYet")}
        {attempt > 1 && ` · ${t("attempt", { number: attempt })}`}
        {" · "}
        {ttfbMs === null
          ? t("waiting")
          : t("answering", { bytes: format.compact(responseBytes), time: format.duration(ttfbMs) })}
      </p>
    </>
  );
}
