import { MINUTE_MS, SECOND_MS } from "@/lib/duration";
import type { DeskJob } from "@/services/jobs/job-desk";
import type { Runtime } from "@/services/runtime/runtime";
import { endAbandonedRuns } from "./end-abandoned-runs";
import { contextOf, intervalOf, type Job } from "./job";
import { GAP_OF_INTERVAL, runJob } from "./run-job";

/** What the settings say now is looked at so often: whoever changes them need not wait. */
const TICK_MS = SECOND_MS;

/** A hub that has just started has better things to do. */
const FIRST_RUN_MS = 5 * MINUTE_MS;

/** A job that failed waits so many more of its intervals, up to a minute: what made it fail is rarely gone at once. */
const FAILURE_INTERVALS = 9;

/**
 * The jobs as others of the process may know and call them.
 *
 * @param dueInMs in how many ms a job's interval is over; null while nobody counts them
 */
export function deskJobs(
  jobs: readonly Job[],
  runtime: Runtime,
  dueInMs: (job: Job) => number | null = () => null,
): DeskJob[] {
  return jobs.map((job) => ({
    name: job.name,
    everyMs: () => intervalOf(job, contextOf(runtime)),
    isOn: () => job.isOn?.(contextOf(runtime)) ?? true,
    isQuiet: job.isQuiet ?? false,
    nextRunAt: (lastRunAt) => nextRunAt(job, runtime, { lastRunAt, dueInMs: dueInMs(job) }),
    run: () => runJob(job, runtime, "asked"),
  }));
}

interface Turn {
  readonly lastRunAt: number | null;
  readonly dueInMs: number | null;
}

function nextRunAt(job: Job, runtime: Runtime, { lastRunAt, dueInMs }: Turn): number | null {
  const context = contextOf(runtime);
  const now = runtime.clock.now();
  if (job.nextTurn) return job.nextTurn(context, now);
  if (dueInMs === null) return null;
  const interval = intervalOf(job, context);
  let at = now + Math.max(0, dueInMs);
  // It was asked for, or another replica ran it: a turn that comes too soon after that is left out.
  while (!job.isQuiet && lastRunAt !== null && at < lastRunAt + GAP_OF_INTERVAL * interval) at += interval;
  return at;
}

/** Runs each job at its interval; one that takes longer than that is not started twice. */
export function startJobs(jobs: readonly Job[], runtime: Runtime): { readonly stop: () => Promise<void> } {
  const running = new Map<string, Promise<unknown>>();
  const startedAt = new Map<string, number>();
  const bornAt = performance.now();
  const dueInMs = (job: Job) => {
    const interval = intervalOf(job, contextOf(runtime));
    const last = startedAt.get(job.name);
    const due = last === undefined ? bornAt + Math.min(interval, FIRST_RUN_MS) : last + interval;
    return due - performance.now();
  };
  const consider = (job: Job) => {
    const context = contextOf(runtime);
    if (running.has(job.name) || job.isOn?.(context) === false || dueInMs(job) > 0) return;
    const interval = intervalOf(job, context);
    const now = performance.now();
    startedAt.set(job.name, now);
    running.set(
      job.name,
      runJob(job, runtime, "due").then(({ kind }) => {
        running.delete(job.name);
        if (kind === "failed")
          startedAt.set(job.name, now + Math.min(FAILURE_INTERVALS * interval, MINUTE_MS));
      }),
    );
  };
  runtime.jobs.handIn(deskJobs(jobs, runtime, dueInMs));
  // Perhaps this process's own, of before it was killed.
  const tidied = endAbandonedRuns(runtime.database).catch((error: unknown) =>
    runtime.logger.warn({ err: error }, "runs of jobs that a dead process left could not be ended"),
  );
  const timers = jobs.map((job) => {
    const tick = Math.min(TICK_MS, intervalOf(job, contextOf(runtime)));
    return setInterval(() => consider(job), tick).unref();
  });
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await Promise.all([tidied, ...running.values()]);
    },
  };
}
