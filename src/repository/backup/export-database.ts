import "server-only";
import type { ISql, Sql } from "postgres";
import { type BackupHeader, END_OF_BACKUP, END_OF_TABLE, MAGIC } from "./backup-format";
import { type BackupColumns, LOG_TABLES, listBackupTables } from "./backup-tables";

/** The text of a backup, piece by piece, of one moment: what is written meanwhile is not in it. */
export async function* exportDatabase(sql: Sql, header: BackupHeader): AsyncGenerator<string> {
  const connection = await sql.reserve();
  try {
    await connection`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY`;
    await connection`SET LOCAL statement_timeout = 0`;
    yield `${MAGIC}\n${JSON.stringify(header)}\n`;
    for (const { table, columns } of await listBackupTables(connection)) {
      if (header.excludesLogs && LOG_TABLES.has(table)) continue;
      yield `${JSON.stringify({ table, columns })}\n`;
      yield* rowsOf(connection, { table, columns });
      yield `${END_OF_TABLE}\n`;
    }
    yield `${END_OF_BACKUP}\n`;
  } finally {
    await connection`ROLLBACK`.catch(() => {});
    connection.release();
  }
}

/** Rows fetched at once. */
const BATCH = 500;

async function* rowsOf(connection: ISql, { table, columns }: BackupColumns): AsyncGenerator<string> {
  const rows = connection<{ row: string }[]>`
    SELECT row_to_json(kept)::text AS row FROM (SELECT ${connection(columns)} FROM ${connection(table)}) AS kept`;
  for await (const batch of rows.cursor(BATCH)) {
    // Written by PostgreSQL, a row is in one line, but for documents that are kept as they were given.
    yield batch.map(({ row }) => `${row.replaceAll("\n", " ")}\n`).join("");
  }
}
