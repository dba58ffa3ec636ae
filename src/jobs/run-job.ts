import { withAdvisoryLock } from "@/infra/postgres/advisory-lock";
import { beginJobRun, endJobRun } from "@/repository/job-runs";
import type { Runtime } from "@/services/runtime/runtime";
import type { Job } from "./job";

/**
 * Runs a job once, unless another replica is at it, or one has begun it less than `minGapMs` ago. Its result is kept;
 * a failure is logged, never thrown.
 */
export async function runJob(job: Job, runtime: Runtime, minGapMs = 0): Promise<void> {
  const { database, logger } = runtime;
  try {
    await withAdvisoryLock(database.sql, `job:${job.name}`, () => runAndRecord(job, runtime, minGapMs));
  } catch (error) {
    logger.error({ job: job.name, err: error }, "a job failed");
  }
}

async function runAndRecord(job: Job, runtime: Runtime, minGapMs: number): Promise<void> {
  if (job.keepsRuns === false) {
    await job.run(runtime);
    return;
  }
  const { db } = runtime.database;
  const id = await beginJobRun(db, job.name, minGapMs);
  if (id === undefined) return;
  try {
    await endJobRun(db, id, "ok", await job.run(runtime));
  } catch (error) {
    await endJobRun(db, id, "failed", { error: error instanceof Error ? error.message : String(error) });
    throw error;
  }
}
