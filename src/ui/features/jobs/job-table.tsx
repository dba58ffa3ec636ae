"use client";
import { useTranslations } from "next-intl";
import { Card } from "@/ui/primitives/card";
import { Table, Td, Th, Tr } from "@/ui/primitives/table";
import { type Job, stateOf } from "./job";
import { JobStateBadge, LastResult, LastRun, NextRun, RunButton } from "./job-cells";
import { useJobTexts } from "./use-job-texts";
import type { RunJob } from "./use-jobs";

export interface JobListProps {
  readonly jobs: readonly Job[];
  readonly isAsked: (job: Job) => boolean;
  readonly onRun: RunJob;
  readonly onOpen: (job: Job) => void;
}

/** The jobs on screens wide enough for a table. */
export function JobTable({ jobs, isAsked, onRun, onOpen }: JobListProps) {
  const t = useTranslations("jobs.column");
  const texts = useJobTexts();
  return (
    <Card className="overflow-hidden max-md:hidden">
      <Table className="min-w-[64rem] table-fixed">
        <thead>
          <tr>
            <Th className="w-52 pl-4">{t("job")}</Th>
            <Th className="w-42">{t("schedule")}</Th>
            <Th className="w-28">{t("state")}</Th>
            <Th className="w-45">{t("lastRun")}</Th>
            <Th>{t("result")}</Th>
            <Th className="w-31">{t("nextRun")}</Th>
            <Th className="w-32">
              <span className="sr-only">{t("actions")}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <Tr key={job.name}>
              <Td className="truncate pl-4">
                <button
                  type="button"
                  title={texts.purpose(job.name)}
                  onClick={() => onOpen(job)}
                  className="max-w-full truncate rounded text-left font-medium hover:underline"
                >
                  {texts.name(job.name)}
                </button>
              </Td>
              <Td className="truncate text-ink-soft">{texts.schedule(job)}</Td>
              <Td>
                <JobStateBadge state={stateOf(job, isAsked(job))} />
              </Td>
              <Td className="truncate tabular">
                <LastRun job={job} />
              </Td>
              <Td className="truncate">
                <LastResult job={job} />
              </Td>
              <Td className="truncate tabular">
                <NextRun job={job} />
              </Td>
              <Td className="pr-3 text-right">
                <RunButton job={job} isBusy={job.isRunning || isAsked(job)} onRun={() => void onRun(job)} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
