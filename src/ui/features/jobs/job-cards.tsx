"use client";
import { useTranslations } from "next-intl";
import { Card } from "@/ui/primitives/card";
import { stateOf } from "./job";
import { JobStateBadge, LastResult, LastRun, NextRun, RunButton } from "./job-cells";
import type { JobListProps } from "./job-table";
import { useJobTexts } from "./use-job-texts";

/** The jobs on a phone. */
export function JobCards({ jobs, isAsked, onRun, onOpen }: JobListProps) {
  const t = useTranslations("jobs.column");
  const texts = useJobTexts();
  return (
    <ul className="flex flex-col gap-2 md:hidden">
      {jobs.map((job) => (
        <li key={job.name}>
          <Card className="p-3">
            <div className="flex items-start gap-2">
              <div className="min-w-0 flex-1">
                <button
                  type="button"
                  onClick={() => onOpen(job)}
                  className="max-w-full truncate rounded text-left font-medium"
                >
                  {texts.name(job.name)}
                </button>
                <p className="text-xs text-ink-soft">{texts.schedule(job)}</p>
              </div>
              <JobStateBadge state={stateOf(job, isAsked(job))} />
            </div>
            <p className="mt-2 line-clamp-2 text-sm">
              <LastResult job={job} />
            </p>
            <div className="mt-2 flex items-end gap-3">
              <dl className="grid min-w-0 flex-1 grid-cols-[minmax(0,3fr)_minmax(0,2fr)] gap-x-3 text-xs">
                <div className="min-w-0">
                  <dt className="text-ink-faint">{t("lastRun")}</dt>
                  <dd className="truncate tabular">
                    <LastRun job={job} />
                  </dd>
                </div>
                <div className="min-w-0">
                  <dt className="text-ink-faint">{t("nextRun")}</dt>
                  <dd className="truncate tabular">
                    <NextRun job={job} />
                  </dd>
                </div>
              </dl>
              <RunButton job={job} isBusy={job.isRunning || isAsked(job)} onRun={() => void onRun(job)} />
            </div>
          </Card>
        </li>
      ))}
    </ul>
  );
}
