"use client";
import { CirclePlay } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormat } from "@/ui/format/use-format";
import { Badge, Dot, type Tone } from "@/ui/primitives/badge";
import { Button } from "@/ui/primitives/button";
import { durationOf, errorOf, type Job, type JobState } from "./job";
import { useJobTexts } from "./use-job-texts";

const TONES: Readonly<Record<JobState, Tone>> = {
  off: "neutral",
  never: "neutral",
  running: "accent",
  ok: "good",
  failed: "bad",
};

export function JobStateBadge({ state }: { readonly state: JobState }) {
  const t = useTranslations("jobs.state");
  return (
    <Badge tone={TONES[state]}>
      <Dot tone={TONES[state]} className={state === "running" ? "animate-breathe" : undefined} />
      {t(state)}
    </Badge>
  );
}

/** When it last ran and how long that took. */
export function LastRun({ job: { lastRun } }: { readonly job: Job }) {
  const t = useTranslations("jobs");
  const format = useFormat();
  if (!lastRun) return <span className="text-ink-faint">–</span>;
  const duration = durationOf(lastRun);
  return (
    <span title={format.instant(lastRun.startedAt)}>
      {duration === null
        ? t("since", { time: format.moment(lastRun.startedAt) })
        : t("tookFrom", { time: format.moment(lastRun.startedAt), duration: format.duration(duration) })}
    </span>
  );
}

/** What its last run did, or why it failed. */
export function LastResult({ job }: { readonly job: Job }) {
  const t = useTranslations("jobs");
  const texts = useJobTexts();
  const { lastRun, name, isQuiet, isOn } = job;
  if (!lastRun) return <span className="text-ink-faint">{isQuiet && isOn ? t("foundNothing") : "–"}</span>;
  const error = errorOf(lastRun);
  const text = error ?? (lastRun.result === "ok" ? texts.did(name, lastRun) : "–");
  return (
    <span title={text} className={error === null ? undefined : "text-bad"}>
      {text}
    </span>
  );
}

/** When it runs next, where that is worth telling. */
export function NextRun({ job: { isOn, isQuiet, nextRunAt } }: { readonly job: Job }) {
  const t = useTranslations("jobs");
  const format = useFormat();
  if (!isOn) return <span className="text-ink-faint">{t("isOff")}</span>;
  if (nextRunAt === null) return <span className="text-ink-faint">–</span>;
  const isSoon = isQuiet && Date.parse(nextRunAt) - Date.now() < 60_000;
  if (isSoon) return <span className="text-ink-faint">{t("shortly")}</span>;
  return <span title={format.instant(nextRunAt)}>{format.moment(nextRunAt)}</span>;
}

interface RunButtonProps {
  readonly job: Job;
  readonly isBusy: boolean;
  readonly onRun: () => void;
}

export function RunButton({ job, isBusy, onRun }: RunButtonProps) {
  const t = useTranslations("jobs");
  const texts = useJobTexts();
  return (
    <Button
      size="sm"
      isBusy={isBusy}
      onClick={onRun}
      aria-label={t("runNamed", { name: texts.name(job.name) })}
    >
      {!isBusy && <CirclePlay aria-hidden />}
      {t("run")}
    </Button>
  );
}
