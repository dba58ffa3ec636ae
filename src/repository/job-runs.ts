import "server-only";
import { eq, sql } from "drizzle-orm";
import { jobRuns } from "@/infra/postgres/tables/access";
import type { Db } from "./db";

/**
 * Notes that a job began and returns the run's id; undefined when the last run began less than `minGapMs` ago. Two
 * calls for one job must not overlap.
 */
export async function beginJobRun(db: Db, job: string, minGapMs: number): Promise<number | undefined> {
  const [row] = await db.execute<{ id: number }>(sql`
    INSERT INTO job_runs (job)
    SELECT ${job} WHERE NOT EXISTS (
      SELECT FROM job_runs WHERE job = ${job} AND started_at > now() - ${minGapMs} * interval '1 millisecond')
    RETURNING id`);
  return row && Number(row.id);
}

/** Notes how a run ended. `detail` says what it did, or why it failed. */
export async function endJobRun(
  db: Db,
  id: number,
  result: "ok" | "failed",
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  await db.update(jobRuns).set({ finishedAt: new Date(), result, detail }).where(eq(jobRuns.id, id));
}
