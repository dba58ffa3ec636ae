import "server-only";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { TransactionSql } from "postgres";
import type { BackupColumns } from "./backup-tables";

/**
 * Puts rows in COPY's text form, without their ends, into a table.
 *
 * @throws {Error} what PostgreSQL says of them; only that the transaction has failed (25P02) when it says so at the end
 */
export async function copyRows(
  tx: TransactionSql,
  { table, columns }: BackupColumns,
  rows: AsyncIterable<Buffer>,
): Promise<void> {
  const copy = await tx`COPY ${tx(table)} (${tx([...columns])}) FROM STDIN`.writable();
  let problem: unknown;
  copy.on("error", (error) => {
    problem = error;
  });
  try {
    await pipeline(Readable.from(withEnds(rows), { objectMode: false }), copy, { end: false });
  } catch (error) {
    // The server waits for more until it is told.
    copy.destroy(error as Error);
    throw error;
  }
  copy.end();
  // The library never finishes a stream whose rows are refused at their end; the next statement tells.
  await tx`SELECT 1`.catch((error) => {
    throw problem ?? error;
  });
}

const NEWLINE = Buffer.from("\n");
const BATCH_BYTES = 64 * 1024;

/** Rows as COPY reads them, many in a piece. */
async function* withEnds(rows: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let batch: Buffer[] = [];
  let size = 0;
  for await (const row of rows) {
    batch.push(row, NEWLINE);
    size += row.length + 1;
    if (size < BATCH_BYTES) continue;
    yield Buffer.concat(batch);
    batch = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(batch);
}
