import "server-only";
import { Readable } from "node:stream";
import { createGunzip, createGzip } from "node:zlib";
import { HUB_VERSION } from "@/config/version";
import { takeAdvisoryLock } from "@/infra/postgres/advisory-lock";
import { ClientProgramError, clientProgramVersion, runRestoreScript } from "@/infra/postgres/client-programs";
import { byteLines } from "@/lib/byte-lines";
import { BackupError, type BackupHeader } from "@/repository/backup/backup-format";
import { exportDatabase } from "@/repository/backup/export-database";
import { importDatabase } from "@/repository/backup/import-database";
import { importDump } from "@/repository/backup/import-dump";
import type { ImportOptions } from "@/repository/backup/replace-tables";
import type { Runtime } from "@/services/runtime/runtime";
import { type BackupFormat, backupFormatHere } from "./backup-format-here";
import { dumpServer } from "./dump-server";
import { readAhead } from "./read-ahead";

type BackupRuntime = Pick<Runtime, "database" | "secrets" | "migration" | "clock" | "snapshot" | "env">;

/** One backup is made or read at a time, among all replicas. */
const LOCK = "database-backup";

export interface Backup {
  readonly format: BackupFormat;
  /** Breaks off with an error when it cannot be made to its end. */
  readonly body: Readable;
}

/**
 * A backup as it is made, or undefined while another one is made or read.
 *
 * @param options.format the best there is here when absent
 * @throws {BackupError} when the format cannot be had here
 */
export async function createBackup(
  runtime: BackupRuntime,
  { excludeLogs, format }: { readonly excludeLogs: boolean; readonly format?: BackupFormat | undefined },
): Promise<Backup | undefined> {
  const chosen = await backupFormatHere(runtime, format);
  const release = await takeAdvisoryLock(runtime.database.sql, LOCK);
  if (!release) return undefined;
  switch (chosen.format) {
    case "pg_dump": {
      const dump = heldUntilDone(dumpServer(chosen.dsn, { excludeLogs }), release);
      return { format: "pg_dump", body: Readable.from(dump, { objectMode: false }) };
    }
    case "cch": {
      const lines = exportDatabase(runtime.database.sql, headerOf(runtime, excludeLogs));
      return {
        format: "cch",
        body: zipped(Readable.from(heldUntilDone(lines, release), { objectMode: false })),
      };
    }
  }
}

/** Gives the lock back before the reader learns that this was all. */
async function* heldUntilDone<Piece>(
  pieces: AsyncGenerator<Piece>,
  release: () => Promise<void>,
): AsyncGenerator<Piece> {
  try {
    yield* pieces;
  } finally {
    await release();
  }
}

function zipped(text: Readable): Readable {
  const zip = createGzip();
  text.on("error", (error) => zip.destroy(error));
  // Left by whoever asked for it.
  zip.once("close", () => text.destroy());
  return text.pipe(zip);
}

/**
 * Replaces what the hub knows by what a backup holds, whichever format it has.
 *
 * @returns false while another backup is made or read
 * @throws {BackupError}
 */
export async function restoreBackup(
  runtime: BackupRuntime,
  body: Readable,
  { skipLogs, onTable }: { readonly skipLogs: boolean; readonly onTable: (table: string) => void },
): Promise<boolean> {
  const { sql } = runtime.database;
  const release = await takeAdvisoryLock(sql, LOCK);
  if (!release) return false;
  try {
    const options: ImportOptions = { skipLogs, onTable, expected: headerOf(runtime, false) };
    const { head, whole } = await readAhead(body, DUMP_MAGIC.length);
    await (head.equals(DUMP_MAGIC) ? readDump(runtime, whole, options) : readOwn(runtime, whole, options));
    await runtime.snapshot.loadAll();
    return true;
  } finally {
    await release();
  }
}

/** How archives of pg_dump begin (custom format). */
const DUMP_MAGIC = Buffer.from("PGDMP");

function readOwn({ database }: BackupRuntime, body: Readable, options: ImportOptions): Promise<void> {
  return importDatabase(database.sql, byteLines(unzipped(body)), options);
}

async function readDump({ database }: BackupRuntime, body: Readable, options: ImportOptions): Promise<void> {
  if ((await clientProgramVersion("pg_restore")) === null) {
    throw new BackupError(
      "it was made by pg_dump and there is no pg_restore here to read it; install PostgreSQL's client programs",
    );
  }
  const lines = byteLines(runRestoreScript(body));
  try {
    await importDump(database.sql, lines, options);
  } catch (error) {
    if (!(error instanceof ClientProgramError)) throw error;
    throw new BackupError(`pg_restore cannot read it: ${error.message}`, { cause: error });
  } finally {
    // A program that is still at it ends too.
    await lines.return(undefined);
  }
}

async function* unzipped(body: Readable): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  body.on("error", (error) => gunzip.destroy(error));
  try {
    yield* body.pipe(gunzip);
  } catch (error) {
    throw new BackupError("it is cut short or no gzip file", { cause: error });
  }
}

function headerOf({ secrets, migration, clock }: BackupRuntime, excludesLogs: boolean): BackupHeader {
  return {
    createdAt: new Date(clock.now()).toISOString(),
    hubVersion: HUB_VERSION,
    schema: migration.applied,
    secretFingerprint: secrets.fingerprint,
    excludesLogs,
  };
}
