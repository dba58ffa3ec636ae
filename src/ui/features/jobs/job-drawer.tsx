"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFormat } from "@/ui/format/use-format";
import { CodeBlock } from "@/ui/patterns/code-block";
import { Dialog } from "@/ui/primitives/dialog";
import { durationOf, errorOf, type Job, type JobRun, stateOf } from "./job";
import { JobStateBadge, NextRun, RunButton } from "./job-cells";
import { useJobTexts } from "./use-job-texts";

interface JobDrawerProps {
  readonly job: Job;
  readonly isAsked: boolean;
  readonly onRun: () => void;
  readonly onClose: () => void;
}

/** A job and its last run, in full. */
export function JobDrawer({ job, isAsked, onRun, onClose }: JobDrawerProps) {
  const t = useTranslations("jobs");
  const texts = useJobTexts();
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      placement="side"
      title={texts.name(job.name)}
      description={texts.purpose(job.name)}
    >
      <div className="flex flex-col gap-5 p-5">
        <div className="flex items-center gap-3">
          <JobStateBadge state={stateOf(job, isAsked)} />
          <span className="min-w-0 flex-1 truncate text-sm text-ink-soft">{texts.schedule(job)}</span>
          <RunButton job={job} isBusy={job.isRunning || isAsked} onRun={onRun} />
        </div>
        {job.isQuiet && <p className="text-sm text-ink-soft">{t("quietText")}</p>}
        {!job.isOn && <p className="text-sm text-ink-soft">{t("offText")}</p>}
        <dl className="grid grid-cols-[max-content_1fr] gap-x-6 gap-y-2 text-sm">
          <Fact name={t("column.nextRun")}>
            <NextRun job={job} />
          </Fact>
          <Fact name={t("id")}>
            <span className="font-mono text-xs">{job.name}</span>
          </Fact>
        </dl>
        {job.lastRun ? (
          <RunDetails job={job.name} run={job.lastRun} />
        ) : (
          <p className="text-sm text-ink-soft">{t("neverText")}</p>
        )}
      </div>
    </Dialog>
  );
}

function RunDetails({ job, run }: { readonly job: string; readonly run: JobRun }) {
  const t = useTranslations("jobs");
  const texts = useJobTexts();
  const format = useFormat();
  const duration = durationOf(run);
  const error = errorOf(run);
  const hasDetail = error === null && run.detail !== null && Object.keys(run.detail).length > 0;
  return (
    <section>
      <h3 className="mb-2 text-sm font-semibold">{t("column.lastRun")}</h3>
      <dl className="grid grid-cols-[max-content_1fr] gap-x-6 gap-y-2 text-sm">
        <Fact name={t("started")}>{format.instant(run.startedAt)}</Fact>
        <Fact name={t("duration")}>{duration === null ? "–" : format.duration(duration)}</Fact>
        {run.result === "ok" && <Fact name={t("column.result")}>{texts.did(job, run)}</Fact>}
      </dl>
      {error !== null && (
        <div className="mt-3 flex flex-col gap-1.5">
          <p className="text-sm text-bad">{t("failedBecause")}</p>
          <CodeBlock label={t("failedBecause")} code={error} />
        </div>
      )}
      {hasDetail && (
        <div className="mt-3">
          <CodeBlock label={t("detail")} code={JSON.stringify(run.detail, null, 2)} />
        </div>
      )}
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-faint">{name}</dt>
      <dd className="min-w-0 tabular">{children}</dd>
    </>
  );
}
