import "server-only";
import type { TerminalRecord } from "@/domain/request/terminal-record";
import { withDeadline } from "@/lib/deadline";
import type { Journal } from "./journal";
import type { LedgerWriter, WriterHealth } from "./writer";

/** Where requests end up. Recording is immediate and durable; the database follows in batches. */
export interface Ledger {
  /**
   * Takes the record into the journal before it returns. The promise is there to be awaited only in "sync" mode,
   * where it resolves with the commit; in "async" mode it is resolved already.
   */
  record(record: TerminalRecord): Promise<void>;
  flush(): Promise<void>;
  health(): WriterHealth;
  close(timeoutMs: number): Promise<void>;
}

const DONE = Promise.resolve();

/** In sync mode a client waits this long for the commit; after that the journal has to do. */
const SYNC_COMMIT_TIMEOUT_MS = 5_000;

export function createLedger(journal: Journal, writer: LedgerWriter, mode: "async" | "sync"): Ledger {
  return {
    record(record) {
      journal.append(JSON.stringify(record));
      if (mode === "sync") return withDeadline(writer.flush(), SYNC_COMMIT_TIMEOUT_MS);
      writer.notice();
      return DONE;
    },
    flush: () => writer.flush(),
    health: () => writer.health(),
    close: (timeoutMs) => writer.close(timeoutMs),
  };
}
