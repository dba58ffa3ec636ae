import "server-only";
import { z } from "zod";

/**
 * A backup is a gzipped text of lines: its magic line, JSON that says what it is, then for each table JSON with its name
 * and columns, its rows as JSON, one a line, and an end mark; at last the end line. Rows are written and read by
 * PostgreSQL itself (row_to_json, json_populate_recordset), so that no value passes through a number of JavaScript's.
 */
export const MAGIC = "claude-code-hub backup 1";
export const END_OF_TABLE = ".";
export const END_OF_BACKUP = "end of backup";

export const BackupHeader = z.object({
  createdAt: z.iso.datetime(),
  hubVersion: z.string(),
  /** The newest migration of the database it was made from. */
  schema: z.number(),
  /** Of the secret key that sealed what is in it. */
  secretFingerprint: z.string(),
  excludesLogs: z.boolean(),
});
export type BackupHeader = z.infer<typeof BackupHeader>;

export const TableHeader = z.object({ table: z.string(), columns: z.array(z.string()) });

/** The text is no backup, or not one that this hub can take. The message says what to do. */
export class BackupError extends Error {
  override readonly name = "BackupError";
}
