import "server-only";
import type { Env } from "@/config/env";
import { SHUTDOWN_CLEANUP_MS } from "@/config/limits";
import type { DataDir } from "@/infra/data-dir";
import type { Logger } from "@/infra/logger";
import type { DatabasePool } from "@/infra/postgres/client";
import { writeRecords } from "@/repository/ledger/write-records";
import { findRecorded } from "@/repository/requests/find-recorded";
import { Journal } from "@/services/ledger/journal";
import { createLedger, type Ledger } from "@/services/ledger/ledger";
import { Quarantine } from "@/services/ledger/quarantine";
import { RunningRequests, readInterrupted } from "@/services/ledger/running-requests";
import { LedgerWriter } from "@/services/ledger/writer";
import type { Closer } from "./closers";
import { StartError } from "./start-error";

interface OpenLedger {
  readonly env: Env;
  readonly dataDir: DataDir;
  readonly pool: DatabasePool;
  readonly logger: Logger;
  readonly opened: Closer[];
}

/**
 * Opens the journal and writes what is in it: limits must not forget what a killed process had spent. Requests that
 * were running when it died end here, as interrupted.
 *
 * @throws {StartError} when the journal's folder cannot be used
 */
export async function openLedger({ env, dataDir, pool, logger, opened }: OpenLedger): Promise<Ledger> {
  const folder = dataDir.file("journal");
  const journal = openJournal(folder, env.MESSAGE_REQUEST_ASYNC_MAX_PENDING);
  const quarantine = new Quarantine(dataDir.file("journal", "poisoned.jsonl"), logger);
  if (quarantine.count > 0) {
    logger.warn({ records: quarantine.count, folder }, "records that were set aside wait in poisoned.jsonl");
  }
  const writer = new LedgerWriter({
    ...{ journal, quarantine, logger },
    batchSize: env.MESSAGE_REQUEST_ASYNC_BATCH_SIZE,
    intervalMs: env.MESSAGE_REQUEST_ASYNC_FLUSH_INTERVAL_MS,
    write: (lines) => writeRecords(pool.sql, lines, env.TZ),
  });
  const runningPath = dataDir.file("journal", "running.log");
  const running = new RunningRequests(runningPath);
  const ledger = createLedger({ journal, writer, running, mode: env.MESSAGE_REQUEST_WRITE_MODE });
  opened.push(["ledger", () => ledger.close(SHUTDOWN_CLEANUP_MS)]);
  await ledger.flush();
  await endInterrupted(runningPath, ledger, pool, logger);
  return ledger;
}

function openJournal(folder: string, maxPending: number): Journal {
  try {
    return new Journal(folder, { maxPending });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartError(`cannot keep the journal in ${folder} (${code}); make it writable or set DATA_DIR`);
  }
}

/** What ended a moment before the process died may have its record and still be marked as running. */
async function endInterrupted(path: string, ledger: Ledger, { sql }: DatabasePool, logger: Logger) {
  const interrupted = readInterrupted(path);
  if (interrupted.length === 0) return;
  const recorded = await findRecorded(sql, interrupted);
  const cut = interrupted.filter(({ id }) => !recorded.has(id));
  await Promise.all(cut.map((record) => ledger.record(record)));
  await ledger.flush();
  logger.warn(
    { requests: cut.length },
    "requests that ran when the hub was killed are recorded as interrupted",
  );
}
