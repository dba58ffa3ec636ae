import "server-only";
import { eq } from "drizzle-orm";
import { jobRuns } from "@/infra/postgres/tables/access";
import type { Db } from "./db";

/** Notes that a job began; returns the run's id. */
export async function beginJobRun(db: Db, job: string): Promise<number> {
  const [row] = await db.insert(jobRuns).values({ job }).returning({ id: jobRuns.id });
  if (!row) throw new Error("insert returned no row");
  return row.id;
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
