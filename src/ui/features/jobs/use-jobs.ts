"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { getJobs } from "@/actions/jobs/get-jobs";
import type { runJob } from "@/actions/jobs/run-job";
import { readAction } from "@/ui/api/action-client";
import { useReload } from "@/ui/api/use-server-data";
import type { Job } from "./job";
import { useRunReport } from "./use-run-report";

const LIST = "jobs/getJobs";

/** While something runs, its end is seen soon; else the list only keeps up. Hidden tabs read nothing. */
const RUNNING_MS = 1_000;
const IDLE_MS = 10_000;

/** Runs a job now. */
export type RunJob = (job: Job) => Promise<void>;

/** The hub's jobs, as they are now, and how to run one. */
export function useJobs(first: Job[]) {
  const [asked, setAsked] = useState<readonly string[]>([]);
  const report = useRunReport();
  const reload = useReload(LIST);
  const { data, error } = useQuery({
    queryKey: [LIST],
    queryFn: ({ signal }) => readAction<typeof getJobs>(LIST, {}, signal),
    initialData: first,
    refetchInterval: ({ state }) => (state.data?.some(({ isRunning }) => isRunning) ? RUNNING_MS : IDLE_MS),
  });
  const run: RunJob = async ({ name }) => {
    setAsked((names) => [...names, name]);
    try {
      // By its REST face: the browser runs server functions one after another, and a job may take half a minute.
      report.ended(name, await readAction<typeof runJob>("jobs/runJob", { name }));
    } catch (failure) {
      report.refused(failure);
    }
    await reload();
    setAsked((names) => names.filter((other) => other !== name));
  };
  return { jobs: data, error, isAsked: ({ name }: Job) => asked.includes(name), run };
}
