import { withAdvisoryLock } from "@/infra/postgres/advisory-lock";
import { beginJobRun, endJobRun, insertJobRun } from "@/repository/job-runs";
import type { JobOutcome } from "@/services/jobs/job-outcome";
import type { Runtime } from "@/services/runtime/runtime";
import { contextOf, intervalOf, type Job } from "./job";

/** What a replica's interval may be short of when its turn comes right after another one's. */
export const GAP_OF_INTERVAL = 0.9;

/** The name of the lock that whoever runs a job holds. */
export const jobLock = (job: string) => `job:${job}`;

/**
 * Runs a job once, unless another replica is at it; when it is only due, also not when one ran it lately. Its result is
 * kept; a failure is logged, never thrown.
 */
export async function runJob(
  job: Job,
  runtime: Runtime,
  how: "due" | "asked" = "asked",
): Promise<JobOutcome> {
  const { database, logger } = runtime;
  try {
    const run = () => (job.isQuiet ? runQuietly(job, runtime, how) : runAndRecord(job, runtime, how));
    return (await withAdvisoryLock(database.sql, jobLock(job.name), run)) ?? { kind: "busy" };
  } catch (error) {
    logger.error({ job: job.name, err: error }, "a job failed");
    return { kind: "failed", error: messageOf(error) };
  }
}

async function runAndRecord(job: Job, runtime: Runtime, how: "due" | "asked"): Promise<JobOutcome> {
  const { db } = runtime.database;
  const minGapMs = how === "due" ? GAP_OF_INTERVAL * intervalOf(job, contextOf(runtime)) : 0;
  const id = await beginJobRun(db, job.name, minGapMs);
  if (id === undefined) return { kind: "not-due" };
  try {
    const detail = await job.run(runtime, how);
    await endJobRun(db, id, "ok", detail ?? {});
    return detail ? { kind: "ok", detail } : { kind: "nothing-to-do" };
  } catch (error) {
    await endJobRun(db, id, "failed", { error: messageOf(error) });
    throw error;
  }
}

async function runQuietly(job: Job, runtime: Runtime, how: "due" | "asked"): Promise<JobOutcome> {
  const { db } = runtime.database;
  const startedAt = new Date();
  const keep = (result: "ok" | "failed", detail: Readonly<Record<string, unknown>>) =>
    insertJobRun(db, { job: job.name, startedAt, finishedAt: new Date(), result, detail });
  try {
    const detail = await job.run(runtime, how);
    if (!detail) return { kind: "nothing-to-do" };
    await keep("ok", detail);
    return { kind: "ok", detail };
  } catch (error) {
    await keep("failed", { error: messageOf(error) });
    throw error;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
