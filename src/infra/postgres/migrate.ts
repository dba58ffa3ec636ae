import { readFileSync } from "node:fs";
import { join } from "node:path";
import { migrate as runMigrations } from "drizzle-orm/postgres-js/migrator";
import type { DatabasePool } from "./client";

/** The schema is not the one this hub was built for; it must not serve. One line that says what to do. */
export class SchemaError extends Error {
  override readonly name = "SchemaError";
}

/** An arbitrary number all hubs agree on: one of them migrates, the others wait. */
const MIGRATION_LOCK = 7_203_941;

interface JournalEntry {
  readonly when: number;
  readonly tag: string;
}

/** What the database has and what this hub needs, as the times migrations were written at. */
export interface SchemaState {
  readonly applied: number;
  readonly needed: number;
  readonly pending: readonly string[];
}

/** Compares the migrations in `folder` with those the database has seen. */
export async function readSchemaState({ sql }: DatabasePool, folder: string): Promise<SchemaState> {
  const entries = readJournal(folder);
  const [table] = await sql`SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS present`;
  const [last] = table?.present
    ? await sql`SELECT coalesce(max(created_at), 0)::float8 AS applied FROM drizzle.__drizzle_migrations`
    : [{ applied: 0 }];
  const applied = Number(last?.applied ?? 0);
  return {
    applied,
    needed: entries.at(-1)?.when ?? 0,
    pending: entries.filter((entry) => entry.when > applied).map((entry) => entry.tag),
  };
}

/**
 * Brings the database to the schema of this hub, or checks that it is there. `pool` must have one connection only:
 * the advisory lock belongs to a connection.
 *
 * @throws {SchemaError}
 */
export async function migrate(
  pool: DatabasePool,
  folder: string,
  autoMigrate: boolean,
): Promise<SchemaState> {
  await pool.sql`SELECT pg_advisory_lock(${MIGRATION_LOCK})`;
  try {
    const before = await readSchemaState(pool, folder);
    if (before.applied > before.needed) {
      throw new SchemaError(
        "the database was migrated by a newer hub; start that version, or restore a backup",
      );
    }
    if (before.pending.length === 0) return before;
    if (!autoMigrate) {
      throw new SchemaError(
        `the database lacks ${before.pending.join(", ")}; start once with AUTO_MIGRATE=true`,
      );
    }
    await runMigrations(pool.db, { migrationsFolder: folder });
    return await readSchemaState(pool, folder);
  } finally {
    await pool.sql`SELECT pg_advisory_unlock(${MIGRATION_LOCK})`;
  }
}

function readJournal(folder: string): readonly JournalEntry[] {
  const journal: unknown = JSON.parse(readFileSync(join(folder, "meta", "_journal.json"), "utf8"));
  return (journal as { entries: JournalEntry[] }).entries;
}
