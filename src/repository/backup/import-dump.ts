import "server-only";
import type { Sql, TransactionSql } from "postgres";
import { moveToPartitions, PARTITIONED_TABLES } from "@/infra/postgres/partitions";
import { BackupError } from "./backup-format";
import { type BackupTable, LEFT_OUT, LOG_TABLES, listBackupTables } from "./backup-tables";
import { type CopyBlock, copyBlocks } from "./copy-blocks";
import { copyRows } from "./copy-rows";
import { checkOrigin, emptyTables, type ImportOptions, renewIdentities } from "./replace-tables";

/** SQLSTATE classes that speak of the data: bad values, and rows that contradict each other. */
const DATA_ERROR = /^2[23]/;

/** The transaction failed before: rows were refused at their end, and no more is known of why. */
const FAILED_BEFORE = "25P02";

/** Dumps that do not load through the root name a log's parts. */
const PARTITION = new RegExp(`^(${PARTITIONED_TABLES.join("|")})_(?:\\d{8}|default)$`);

/**
 * Puts what an archive of `pg_dump`'s holds in the place of what is there: all of it, or nothing. Only rows are taken,
 * into tables this hub knows; no statement of the archive is run.
 *
 * @param lines of the script `pg_restore` makes of it, without their ends
 * @throws {BackupError}
 */
export async function importDump(
  sql: Sql,
  lines: AsyncIterator<Buffer>,
  options: ImportOptions,
): Promise<void> {
  await sql.begin((tx) => replaceAll(tx, lines, options));
  await moveToPartitions(sql);
}

async function replaceAll(tx: TransactionSql, lines: AsyncIterator<Buffer>, options: ImportOptions) {
  await tx`SET LOCAL statement_timeout = 0`;
  const known = await listBackupTables(tx);
  const names = known.map(({ table }) => table);
  await emptyTables(
    tx,
    names.filter((name) => !LOG_TABLES.has(name)),
  );
  const loader = new Loader(tx, known);
  const seen = new Set<string>();
  let schema = 0;
  for await (const block of copyBlocks(lines)) {
    const table = tableOf(block);
    if (block.schema === "drizzle") schema = await newestMigration(block);
    else if (table === null || (options.skipLogs && LOG_TABLES.has(table))) await passOver(block);
    else {
      // A dump without the log leaves the one that is there.
      if (LOG_TABLES.has(table) && !seen.has(table)) await emptyTables(tx, [table]);
      if (!seen.has(table)) options.onTable(table);
      seen.add(table);
      await loader.load(table, block);
    }
  }
  await loader.finish();
  const [settings] = await tx<{ fingerprint: string | null }[]>`
    SELECT secret_fingerprint AS fingerprint FROM settings`;
  if (schema === 0 || !settings) throw new BackupError("it is no backup of this hub");
  checkOrigin({ schema, secretFingerprint: settings.fingerprint ?? "" }, options.expected);
  await renewIdentities(tx, known);
}

/** The hub's table a block is of; null for those that are nobody's to restore. */
function tableOf({ schema, table }: CopyBlock): string | null {
  if (schema !== "public" || LEFT_OUT.includes(table)) return null;
  return PARTITION.exec(table)?.[1] ?? table;
}

async function passOver({ rows }: CopyBlock): Promise<void> {
  for await (const _row of rows);
}

/** When the newest migration was written that the database had. */
async function newestMigration({ columns, rows }: CopyBlock): Promise<number> {
  const at = columns.indexOf("created_at");
  let newest = 0;
  for await (const row of rows) newest = Math.max(newest, Number(row.toString("utf8").split("\t")[at]));
  return newest;
}

/** Loads tables in whatever order they come: rows that refer to tables still to come wait in one of their own. */
class Loader {
  private readonly loaded = new Set<string>();
  private readonly waiting = new Set<string>();

  constructor(
    private readonly tx: TransactionSql,
    private readonly known: readonly BackupTable[],
  ) {}

  /** @throws {BackupError} */
  async load(table: string, { columns, rows }: CopyBlock): Promise<void> {
    const found = this.known.find((candidate) => candidate.table === table);
    if (!found || columns.some((column) => !found.columns.includes(column))) {
      throw new BackupError(`this hub has no table ${table} of that form`);
    }
    const mustWait = found.refers.some((other) => !this.loaded.has(other));
    if (mustWait) await this.makeRoom(table);
    else this.loaded.add(table);
    await copyRows(this.tx, { table: mustWait ? roomOf(table) : table, columns }, rows).catch(
      explainRows(table),
    );
  }

  /** Moves in what had to wait. */
  async finish(): Promise<void> {
    const { tx } = this;
    for (const { table, columns } of this.known) {
      if (!this.waiting.has(table)) continue;
      await tx`
        INSERT INTO ${tx(table)} (${tx([...columns])}) OVERRIDING SYSTEM VALUE
        SELECT ${tx([...columns])} FROM ${tx(roomOf(table))}`.catch(explainRows(table));
    }
  }

  private async makeRoom(table: string): Promise<void> {
    if (this.waiting.has(table)) return;
    this.waiting.add(table);
    const { tx } = this;
    await tx`
      CREATE TEMPORARY TABLE ${tx(roomOf(table))} (LIKE ${tx(table)} INCLUDING DEFAULTS) ON COMMIT DROP`;
  }
}

/** @throws {BackupError} for what PostgreSQL says of rows; anything else as it is */
function explainRows(table: string): (error: unknown) => never {
  return (error) => {
    const { code, message } = error as { code?: unknown; message?: string };
    const isOfRows = typeof code === "string" && (DATA_ERROR.test(code) || code === FAILED_BEFORE);
    if (!isOfRows) throw error;
    const reason = code === FAILED_BEFORE ? "" : `: ${message}`;
    throw new BackupError(`its rows of ${table} do not fit${reason}`, { cause: error });
  };
}

const roomOf = (table: string) => `waiting_${table}`;
