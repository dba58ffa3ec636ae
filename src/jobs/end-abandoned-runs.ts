import { withAdvisoryLock } from "@/infra/postgres/advisory-lock";
import type { DatabasePool } from "@/infra/postgres/client";
import { endRunsOf, listUnfinishedJobs } from "@/repository/job-runs";
import { jobLock } from "./run-job";

/** Says of runs that no process is at any more that they failed: a job's lock ends with the process that held it. */
export async function endAbandonedRuns({ db, sql }: Pick<DatabasePool, "db" | "sql">): Promise<void> {
  for (const job of await listUnfinishedJobs(db)) {
    await withAdvisoryLock(sql, jobLock(job), () => endRunsOf(db, job));
  }
}
