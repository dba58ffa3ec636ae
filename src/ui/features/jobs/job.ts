import type { getJobs } from "@/actions/jobs/get-jobs";
import type { runJob } from "@/actions/jobs/run-job";
import type { DataOf } from "@/ui/api/action-client";

export type Job = DataOf<typeof getJobs>[number];
export type JobRun = NonNullable<Job["lastRun"]>;
export type JobAnswer = DataOf<typeof runJob>;

/** How a job stands, in one word. */
export type JobState = "off" | "never" | "running" | "ok" | "failed";

/** @param isAsked somebody on this page wants it to run now */
export function stateOf({ isOn, isRunning, lastRun }: Job, isAsked: boolean): JobState {
  if (isRunning || isAsked) return "running";
  if (lastRun?.result === "failed") return "failed";
  if (!isOn) return "off";
  return lastRun ? "ok" : "never";
}

/** How long a run took in ms; null while it goes on. */
export function durationOf({ startedAt, finishedAt }: JobRun): number | null {
  return finishedAt === null ? null : Date.parse(finishedAt) - Date.parse(startedAt);
}

/** Why a run failed; null when it did not. */
export function errorOf(run: JobRun): string | null {
  if (run.result !== "failed") return null;
  const error = run.detail?.error;
  return typeof error === "string" ? error : "";
}
