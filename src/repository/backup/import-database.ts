import "server-only";
import type { Sql, TransactionSql } from "postgres";
import { moveToPartitions } from "@/infra/postgres/partitions";
import { BackupError, BackupHeader, END_OF_BACKUP, END_OF_TABLE, MAGIC, TableHeader } from "./backup-format";
import { type BackupColumns, LOG_TABLES, listBackupTables } from "./backup-tables";
import { checkOrigin, emptyTables, type ImportOptions, renewIdentities } from "./replace-tables";

/**
 * Puts what a backup holds in the place of what is there: all of it, or nothing. Everybody has to sign in again.
 *
 * @param lines of its text, without their ends
 * @throws {BackupError}
 */
export async function importDatabase(
  sql: Sql,
  lines: AsyncIterator<Buffer>,
  options: ImportOptions,
): Promise<void> {
  const text = async () => (await lines.next()).value?.toString("utf8") ?? "";
  if ((await text()) !== MAGIC) throw new BackupError("it is no backup of this hub");
  const header = checkHeader(await text(), options.expected);
  const keepsLogs = options.skipLogs || header.excludesLogs;
  await sql.begin(async (tx) => {
    await tx`SET LOCAL statement_timeout = 0`;
    const known = await listBackupTables(tx);
    const names = known.map(({ table }) => table);
    await emptyTables(
      tx,
      names.filter((name) => !(keepsLogs && LOG_TABLES.has(name))),
    );
    for (let line = await text(); line !== END_OF_BACKUP; line = await text()) {
      const { table, columns } = knownTable(line, known);
      options.onTable(table);
      const rows = rowsUntilEnd(lines);
      if (keepsLogs && LOG_TABLES.has(table)) for await (const _row of rows);
      else await insertRows(tx, { table, columns }, rows);
    }
    await renewIdentities(tx, known);
  });
  await moveToPartitions(sql);
}

function checkHeader(line: string, expected: ImportOptions["expected"]): BackupHeader {
  const header = BackupHeader.safeParse(parsed(line));
  if (!header.success) throw new BackupError("its header cannot be read");
  checkOrigin(header.data, expected);
  return header.data;
}

/** Only tables and columns of this hub are named in statements, whatever the file says. */
function knownTable(line: string, known: readonly BackupColumns[]): BackupColumns {
  const header = TableHeader.safeParse(parsed(line));
  if (!header.success) throw new BackupError("it is cut short or damaged");
  const { table, columns } = header.data;
  const found = known.find((candidate) => candidate.table === table);
  if (!found || columns.some((column) => !found.columns.includes(column))) {
    throw new BackupError(`this hub has no table ${table} of that form`);
  }
  return { table, columns };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** Puts rows into a table, many at a time. */
async function insertRows(
  tx: TransactionSql,
  { table, columns }: BackupColumns,
  rows: AsyncGenerator<string>,
): Promise<void> {
  for await (const batch of rows) {
    await tx`
      INSERT INTO ${tx(table)} (${tx(columns)}) OVERRIDING SYSTEM VALUE
      SELECT ${tx(columns)} FROM json_populate_recordset(NULL::${tx(table)}, ${batch}::text::json)`;
  }
}

const BATCH_ROWS = 500;
const BATCH_CHARACTERS = 4_000_000;

/** The rows of a table as JSON lists. @throws {BackupError} when the text ends among them */
async function* rowsUntilEnd(lines: AsyncIterator<Buffer>): AsyncGenerator<string> {
  let batch: string[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await lines.next();
    if (done) throw new BackupError("it is cut short");
    const line = value.toString("utf8");
    if (line === END_OF_TABLE) break;
    batch.push(line);
    size += line.length;
    if (batch.length < BATCH_ROWS && size < BATCH_CHARACTERS) continue;
    yield `[${batch.join()}]`;
    batch = [];
    size = 0;
  }
  if (batch.length > 0) yield `[${batch.join()}]`;
}
