"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFormat } from "@/ui/format/use-format";
import { Dot, type Tone } from "@/ui/primitives/badge";
import type { LogDetails } from "./log";

/** Who was considered, who was excluded and why, who was tried, what happened, how long it took. */
export function DecisionTimeline({ details }: { readonly details: LogDetails }) {
  const t = useTranslations("logs");
  const format = useFormat();
  const { verdicts, attempts } = details;
  if (verdicts.length === 0) return <p className="text-sm text-ink-soft">{t("noDecision")}</p>;
  const eligible = verdicts.filter(({ excludedBy }) => excludedBy === null);
  return (
    <ol className="flex flex-col">
      <Step tone="neutral">
        <p>{t("considered", { count: verdicts.length, eligible: eligible.length })}</p>
        <ul className="mt-1 flex flex-col gap-0.5 text-xs">
          {verdicts.map((verdict, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a stored list; names may repeat
            <li key={index} className="flex gap-2">
              <span className={verdict.excludedBy ? "text-ink-faint line-through" : "font-medium"}>
                {verdict.providerName ?? t("deletedProvider")}
              </span>
              <span className="text-ink-faint">
                {verdict.excludedBy
                  ? t(`exclusion.${verdict.excludedBy}`)
                  : t("rank", { priority: verdict.priority, weight: verdict.weight })}
                {verdict.until !== null &&
                  `, ${t("untilTime", { time: format.moment(new Date(verdict.until).toISOString()) })}`}
              </span>
            </li>
          ))}
        </ul>
      </Step>
      {attempts.map((attempt) => (
        <AttemptStep key={attempt.number} attempt={attempt} />
      ))}
    </ol>
  );
}

function AttemptStep({ attempt }: { readonly attempt: LogDetails["attempts"][number] }) {
  const t = useTranslations("logs");
  const format = useFormat();
  const { result, statusCode, message, redirectedModel, translatedTo, rectifiedBy, losses } = attempt;
  const isGood = result === "completed";
  return (
    <Step tone={isGood ? "good" : result === "client_left" ? "neutral" : "bad"}>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium">{attempt.providerName ?? t("deletedProvider")}</span>
        <span className={isGood ? "text-good" : "text-bad"}>
          {t(`result.${result}`)}
          {statusCode !== null && ` (${statusCode})`}
        </span>
        <span className="tabular ml-auto text-xs text-ink-faint">
          {t("ranFor", {
            start: format.duration(attempt.startedAtMs),
            time: format.duration(attempt.durationMs),
          })}
        </span>
      </p>
      <p className="text-xs text-ink-faint">
        {t(`selection.${attempt.selection}`)}
        {attempt.isProbe && ` · ${t("probe")}`}
        {redirectedModel && ` · ${t("redirectedTo", { model: redirectedModel })}`}
        {translatedTo && ` · ${t("translatedTo", { protocol: translatedTo })}`}
        {rectifiedBy && ` · ${t("rectified", { rectifier: rectifiedBy })}`}
        {attempt.firstByteMs !== null &&
          ` · ${t("firstByteHint", { time: format.duration(attempt.firstByteMs) })}`}
      </p>
      {message && <p className="mt-1 text-xs break-words text-ink-soft">{message}</p>}
      {losses.length > 0 && <Losses losses={losses} />}
    </Step>
  );
}

/** What the provider's protocol, or the client's, had no place for. */
function Losses({ losses }: { readonly losses: LogDetails["attempts"][number]["losses"] }) {
  const t = useTranslations("logs");
  return (
    <details className="mt-1 text-xs text-ink-soft">
      <summary className="cursor-pointer">{t("losses", { count: losses.length })}</summary>
      <ul className="mt-1 flex flex-col gap-0.5">
        {losses.map(({ feature, kind, detail }) => (
          <li key={`${feature} ${kind} ${detail}`} className="flex flex-wrap gap-x-2">
            <code>{feature}</code>
            <span className="text-ink-faint">
              {t(`lossKind.${kind}`)}
              {detail !== "" && `: ${detail}`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Step({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <li className="relative border-l pb-4 pl-4 text-sm last:border-transparent last:pb-0">
      <Dot tone={tone} className="absolute top-1.5 -left-[4.5px] ring-4 ring-raised" />
      {children}
    </li>
  );
}
