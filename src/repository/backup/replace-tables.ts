import "server-only";
import type { TransactionSql } from "postgres";
import { BackupError, type BackupHeader } from "./backup-format";
import type { BackupTable } from "./backup-tables";

export interface ImportOptions {
  /** Leaves the request log as it is. */
  readonly skipLogs: boolean;
  /** What a backup must fit: else its rows or its secrets could not be read. */
  readonly expected: BackupOrigin;
  readonly onTable: (table: string) => void;
}

/** Of which database a backup is. */
export type BackupOrigin = Pick<BackupHeader, "schema" | "secretFingerprint">;

/** @throws {BackupError} when a backup is of a database this hub cannot be */
export function checkOrigin(found: BackupOrigin, expected: BackupOrigin): void {
  if (found.schema !== expected.schema) {
    throw new BackupError(
      "it was made by another version of the hub; start that version, import it there and upgrade",
    );
  }
  if (found.secretFingerprint !== expected.secretFingerprint) {
    throw new BackupError("its secrets were sealed with another SECRET_KEY; start the hub with that one");
  }
}

/** With those who refer to them: sessions of people go with the keys they signed in with. */
export async function emptyTables(tx: TransactionSql, tables: readonly string[]): Promise<void> {
  await tx`TRUNCATE ${tx(tables)} CASCADE`;
}

/** New rows get ids behind those that were brought along. */
export async function renewIdentities(tx: TransactionSql, known: readonly BackupTable[]): Promise<void> {
  for (const { table } of known) {
    const [identity] = await tx<{ sequence: string }[]>`
      SELECT pg_get_serial_sequence(${table}, 'id') AS sequence FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name = ${table} AND column_name = 'id' AND is_identity = 'YES'`;
    if (!identity) continue;
    await tx`
      SELECT setval(${identity.sequence}, greatest((SELECT coalesce(max(id), 0) FROM ${tx(table)}), 1),
        EXISTS (SELECT FROM ${tx(table)}))`;
  }
}
