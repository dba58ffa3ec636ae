import "server-only";
import { Readable } from "node:stream";
import { createGunzip, createGzip } from "node:zlib";
import { HUB_VERSION } from "@/config/version";
import { takeAdvisoryLock } from "@/infra/postgres/advisory-lock";
import { byteLines } from "@/lib/byte-lines";
import { BackupError, type BackupHeader } from "@/repository/backup/backup-format";
import { exportDatabase } from "@/repository/backup/export-database";
import { importDatabase } from "@/repository/backup/import-database";
import type { Runtime } from "@/services/runtime/runtime";

type BackupRuntime = Pick<Runtime, "database" | "secrets" | "migration" | "clock" | "snapshot">;

/** One backup is made or read at a time, among all replicas. */
const LOCK = "database-backup";

/** A gzipped backup as it is made, or undefined while another one is made or read. */
export async function createBackup(
  runtime: BackupRuntime,
  { excludeLogs }: { readonly excludeLogs: boolean },
): Promise<Readable | undefined> {
  const { sql } = runtime.database;
  const release = await takeAdvisoryLock(sql, LOCK);
  if (!release) return undefined;
  const lines = heldUntilDone(exportDatabase(sql, headerOf(runtime, excludeLogs)), release);
  const text = Readable.from(lines, { objectMode: false });
  const zipped = createGzip();
  text.on("error", (error) => zipped.destroy(error));
  // Left by whoever asked for it.
  zipped.once("close", () => text.destroy());
  return text.pipe(zipped);
}

/** Gives the lock back before the reader learns that this was all. */
async function* heldUntilDone(
  lines: AsyncGenerator<string>,
  release: () => Promise<void>,
): AsyncGenerator<string> {
  try {
    yield* lines;
  } finally {
    await release();
  }
}

/**
 * Replaces what the hub knows by what a backup holds.
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
    const expected = headerOf(runtime, false);
    await importDatabase(sql, byteLines(unzipped(body)), { skipLogs, expected, onTable });
    await runtime.snapshot.loadAll();
    return true;
  } finally {
    await release();
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
