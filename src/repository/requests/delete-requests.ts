import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/repository/db";

/** Which requests leave the log: those that meet every condition given. */
export interface DeleteConditions {
  /** Exclusive. */
  readonly beforeDate?: Date | undefined;
  /** Inclusive. */
  readonly afterDate?: Date | undefined;
  readonly userIds?: readonly number[] | undefined;
  readonly providerIds?: readonly number[] | undefined;
  readonly statusCodes?: readonly number[] | undefined;
  readonly statusCodeRange?: { readonly min: number; readonly max: number } | undefined;
  /** Only those the hub refused by a rule. */
  readonly onlyBlocked?: boolean | undefined;
}

const BATCH_SIZE = 10_000;

/** Between two batches the database serves others. */
const PAUSE_MS = 100;

/** Whether anything restricts what would be deleted. Empty lists and false do not. */
export function hasCondition(conditions: DeleteConditions): boolean {
  return conditionsOf(conditions).length > 0;
}

/**
 * Deletes requests with their bodies, in batches, or with `dryRun` only counts them. The ledger and its sums stay.
 *
 * @throws {Error} without a condition
 */
export async function deleteRequests(
  db: Db,
  conditions: DeleteConditions,
  { dryRun, batchSize = BATCH_SIZE }: { readonly dryRun: boolean; readonly batchSize?: number },
): Promise<{ readonly deleted: number; readonly batches: number }> {
  const list = conditionsOf(conditions);
  if (list.length === 0) throw new Error("deleting requests needs a condition");
  const where = sql.join(list, sql` AND `);
  if (dryRun) {
    const [row] = await db.execute<{ total: number }>(
      sql`SELECT count(*)::int AS total FROM requests WHERE ${where}`,
    );
    return { deleted: row?.total ?? 0, batches: 0 };
  }
  let deleted = 0;
  for (let batches = 0; ; batches++) {
    const count = await deleteBatch(db, where, batchSize);
    deleted += count;
    if (count < batchSize) return { deleted, batches: batches + (count > 0 ? 1 : 0) };
    await sleep(PAUSE_MS);
  }
}

async function deleteBatch(db: Db, where: SQL, batchSize: number): Promise<number> {
  const [row] = await db.execute<{ total: number }>(sql`
    WITH doomed AS (
      SELECT created_at, id FROM requests WHERE ${where} LIMIT ${batchSize} FOR UPDATE SKIP LOCKED
    ), bodies AS (
      DELETE FROM request_bodies USING doomed
      WHERE request_bodies.created_at = doomed.created_at AND request_bodies.request_id = doomed.id
    ), gone AS (
      DELETE FROM requests USING doomed
      WHERE requests.created_at = doomed.created_at AND requests.id = doomed.id RETURNING 1
    )
    SELECT count(*)::int AS total FROM gone`);
  return row?.total ?? 0;
}

function conditionsOf(conditions: DeleteConditions): SQL[] {
  const { beforeDate, afterDate, statusCodeRange: range } = conditions;
  const wanted = [
    beforeDate && sql`created_at < ${beforeDate.toISOString()}`,
    afterDate && sql`created_at >= ${afterDate.toISOString()}`,
    oneOf("user_id", conditions.userIds),
    oneOf("provider_id", conditions.providerIds),
    oneOf("status_code", conditions.statusCodes),
    range && sql`status_code BETWEEN ${range.min} AND ${range.max}`,
    conditions.onlyBlocked ? sql`blocked_by IS NOT NULL` : undefined,
  ];
  return wanted.filter((condition) => condition !== undefined);
}

function oneOf(column: string, values: readonly number[] | undefined): SQL | undefined {
  if (!values || values.length === 0) return undefined;
  const list = sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  );
  return sql`${sql.raw(column)} IN (${list})`;
}
