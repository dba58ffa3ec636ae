import "server-only";
import type { ISql } from "postgres";

/** A table as a backup holds it. */
export interface BackupColumns {
  readonly table: string;
  readonly columns: readonly string[];
}

export interface BackupTable extends BackupColumns {
  /** Tables its rows refer to. */
  readonly refers: readonly string[];
}

/** Who is signed in is nobody's to restore. */
export const LEFT_OUT: readonly string[] = ["web_sessions"];

/** The request log: most of a backup, and none of its money. */
export const LOG_TABLES: ReadonlySet<string> = new Set(["requests", "request_bodies"]);

/** The hub's tables with their columns; those that others refer to come before these. */
export async function listBackupTables(sql: ISql): Promise<BackupTable[]> {
  const tables = await sql<{ table: string; columns: string[]; refers: string[] }[]>`
    SELECT relname AS "table",
      (SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute
        WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS columns,
      (SELECT coalesce(array_agg(confrelid::regclass::text), '{}') FROM pg_constraint
        WHERE conrelid = pg_class.oid AND contype = 'f' AND confrelid <> conrelid) AS refers
    FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
      AND relname <> ALL(${[...LEFT_OUT]})
    ORDER BY relname`;
  const ordered: (typeof tables)[number][] = [];
  const waiting = new Set(tables);
  while (waiting.size > 0) {
    const ready = [...waiting].filter(({ refers }) =>
      refers.every((name) => ![...waiting].some(({ table }) => table === name)),
    );
    if (ready.length === 0) throw new Error("tables refer to each other in a circle");
    for (const table of ready) waiting.delete(table);
    ordered.push(...ready);
  }
  return ordered.map(({ table, columns, refers }) => ({ table, columns, refers }));
}
