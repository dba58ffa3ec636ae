import "server-only";
import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { jobRuns } from "@/infra/postgres/tables/access";
import type { Db } from "./db";

export interface JobRun {
  readonly job: string;
  readonly startedAt: Date;
  /** null: it is under way. */
  readonly finishedAt: Date | null;
  readonly result: "ok" | "failed" | null;
  /** What it did, or why it failed. */
  readonly detail: Readonly<Record<string, unknown>> | null;
}

/** The jobs of which a run has no end: it is under way, or its process died. */
export async function listUnfinishedJobs(db: Db): Promise<string[]> {
  const rows = await db.selectDistinct({ job: jobRuns.job }).from(jobRuns).where(isNull(jobRuns.finishedAt));
  return rows.map(({ job }) => job);
}

/** Ends the runs of a job that have no end. Call it under the job's lock: none is coming, because their process is gone. */
export async function endRunsOf(db: Db, job: string): Promise<void> {
  await db
    .update(jobRuns)
    .set({
      finishedAt: new Date(),
      result: "failed",
      detail: { error: "the process ended before the run did" },
    })
    .where(and(eq(jobRuns.job, job), isNull(jobRuns.finishedAt)));
}

/**
 * Notes that a job began and returns the run's id; undefined when the last run began less than `minGapMs` ago. Call it
 * under the job's lock.
 */
export async function beginJobRun(db: Db, job: string, minGapMs: number): Promise<number | undefined> {
  await endRunsOf(db, job);
  const [row] = await db.execute<{ id: number }>(sql`
    INSERT INTO job_runs (job)
    SELECT ${job} WHERE NOT EXISTS (
      SELECT FROM job_runs WHERE job = ${job} AND started_at > now() - ${minGapMs} * interval '1 millisecond')
    RETURNING id`);
  return row && Number(row.id);
}

/** Notes how a run ended. */
export async function endJobRun(
  db: Db,
  id: number,
  result: "ok" | "failed",
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  await db.update(jobRuns).set({ finishedAt: new Date(), result, detail }).where(eq(jobRuns.id, id));
}

/** Keeps a run that is over. */
export async function insertJobRun(db: Db, run: JobRun): Promise<void> {
  await db.insert(jobRuns).values(run);
}

/** The newest run of a job. */
export async function findLastJobRun(db: Db, job: string): Promise<JobRun | undefined> {
  const [row] = await db
    .select()
    .from(jobRuns)
    .where(eq(jobRuns.job, job))
    .orderBy(desc(jobRuns.startedAt))
    .limit(1);
  return row && runFromRow(row);
}

/** The newest run of each of the jobs that ever ran. */
export async function listLastJobRuns(db: Db, jobs: readonly string[]): Promise<JobRun[]> {
  const runs = await Promise.all(jobs.map((job) => findLastJobRun(db, job)));
  return runs.filter((run) => run !== undefined);
}

/** Forgets old runs, but the newest of each job. Returns how many. */
export async function deleteJobRuns(db: Db, before: Date): Promise<number> {
  const rows = await db.execute(sql`
    DELETE FROM job_runs AS run WHERE started_at < ${before.toISOString()}
      AND EXISTS (SELECT 1 FROM job_runs AS later WHERE later.job = run.job AND later.started_at > run.started_at)`);
  return rows.count;
}

function runFromRow({ job, startedAt, finishedAt, result, detail }: typeof jobRuns.$inferSelect): JobRun {
  // The column admits only these.
  return { job, startedAt, finishedAt, result: result as JobRun["result"], detail };
}
