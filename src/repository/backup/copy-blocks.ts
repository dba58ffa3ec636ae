import "server-only";
import { BackupError } from "./backup-format";

/** The rows of one table in a script of `pg_restore`'s. */
export interface CopyBlock {
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly string[];
  /** In COPY's text form, one row each, without their ends. Read them all before the next block. */
  readonly rows: AsyncGenerator<Buffer>;
}

/** Names are quoted where they are words of SQL. */
const NAME = '"?([a-z_][a-z0-9_]*)"?';
const COPY = new RegExp(`^COPY ${NAME}\\.${NAME} \\(([^)]*)\\) FROM stdin;$`);
const END_OF_ROWS = "\\.";

/** The COPY commands of a script; everything else in it is passed over. */
export async function* copyBlocks(lines: AsyncIterator<Buffer>): AsyncGenerator<CopyBlock> {
  for (let line = await lines.next(); !line.done; line = await lines.next()) {
    const [, schema, table, columns] = COPY.exec(line.value.toString("utf8")) ?? [];
    if (schema === undefined || table === undefined || columns === undefined) continue;
    const names = columns.split(", ").map((name) => name.replaceAll('"', ""));
    yield { schema, table, columns: names, rows: rowsUntilEnd(lines) };
  }
}

/** @throws {BackupError} when the text ends among them */
async function* rowsUntilEnd(lines: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  for (;;) {
    const { done, value } = await lines.next();
    if (done) throw new BackupError("it is cut short");
    if (value.length === END_OF_ROWS.length && value.toString() === END_OF_ROWS) return;
    yield value;
  }
}
