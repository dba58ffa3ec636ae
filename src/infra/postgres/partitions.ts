import type { ISql, Sql } from "postgres";
import { DAY_MS } from "@/lib/duration";

/** Tables partitioned by the week of `created_at`, weeks beginning on Monday, UTC. */
export const PARTITIONED_TABLES = ["requests", "request_bodies"] as const;

const WEEK_MS = 7 * DAY_MS;

/** 1970-01-05 was the first Monday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** Replicas take turns: two cannot create the same table. */
const PARTITION_LOCK = 7_203_942;

export interface Partition {
  readonly name: string;
  readonly from: Date;
  readonly to: Date;
}

/** The partition of `table` that holds `at` (epoch ms). */
export function partitionOf(table: string, at: number): Partition {
  const week = Math.floor((at - FIRST_MONDAY_MS) / WEEK_MS);
  const from = new Date(FIRST_MONDAY_MS + week * WEEK_MS);
  const to = new Date(from.getTime() + WEEK_MS);
  return { name: `${table}_${from.toISOString().slice(0, 10).replaceAll("-", "")}`, from, to };
}

/**
 * Creates the partitions from last week's to `weeksAhead` weeks from `now`. Rows that had to go to the default
 * partition meanwhile move into theirs. Returns the names of those created.
 */
export async function ensurePartitions(sql: Sql, now: number, weeksAhead: number): Promise<string[]> {
  const created: string[] = [];
  for (const table of PARTITIONED_TABLES) {
    for (let week = -1; week <= weeksAhead; week++) {
      const partition = partitionOf(table, now + week * WEEK_MS);
      if (await createPartition(sql, table, partition)) created.push(partition.name);
    }
  }
  return created;
}

/** Rows that came in bulk and had no partition of their own get it. */
export async function moveToPartitions(sql: Sql): Promise<void> {
  for (const table of PARTITIONED_TABLES) {
    // As a number: what a date comes as depends on who else uses the connections.
    const weeks = await sql<{ at: number }[]>`
      SELECT DISTINCT extract(epoch FROM date_trunc('week', created_at, 'UTC'))::float8 * 1000 AS at
      FROM ${sql(`${table}_default`)}`;
    for (const { at } of weeks) await createPartition(sql, table, partitionOf(table, at));
  }
}

/** Drops the partitions of `table` that end before `before`. Returns their names. */
export async function dropPartitionsBefore(
  sql: Sql,
  table: (typeof PARTITIONED_TABLES)[number],
  before: Date,
): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    SELECT child.relname AS name FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
    WHERE inhparent = to_regclass(${table}) ORDER BY child.relname`;
  // Names tell the Monday a partition begins with.
  const ended = rows.filter(({ name }) => {
    const day = /_(\d{4})(\d{2})(\d{2})$/.exec(name);
    return day && Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3])) + WEEK_MS <= before.getTime();
  });
  for (const { name } of ended) await sql`DROP TABLE IF EXISTS ${sql(name)}`;
  return ended.map(({ name }) => name);
}

async function createPartition(sql: Sql, table: string, { name, from, to }: Partition): Promise<boolean> {
  if (await exists(sql, name)) return false;
  return sql.begin(async (tx) => {
    await tx`SELECT pg_advisory_xact_lock(${PARTITION_LOCK})`;
    if (await exists(tx, name)) return false;
    const parent = tx(table);
    const fallback = tx(`${table}_default`);
    await tx`CREATE TABLE ${tx(name)} (LIKE ${parent} INCLUDING ALL)`;
    // Attaching fails while the default partition holds rows of the range; they are few, if any.
    await tx`
      WITH moved AS (DELETE FROM ${fallback} WHERE created_at >= ${from.toISOString()} AND created_at < ${to.toISOString()} RETURNING *)
      INSERT INTO ${tx(name)} SELECT * FROM moved`;
    await tx.unsafe(
      `ALTER TABLE "${table}" ATTACH PARTITION "${name}" FOR VALUES FROM ('${from.toISOString()}') TO ('${to.toISOString()}')`,
    );
    return true;
  });
}

async function exists(sql: ISql, table: string): Promise<boolean> {
  const [row] = await sql`SELECT to_regclass(${table}) IS NOT NULL AS present`;
  return row?.present === true;
}
