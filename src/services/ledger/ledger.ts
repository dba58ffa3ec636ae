import "server-only";
import type { TerminalRecord } from "@/domain/request/terminal-record";
import { withDeadline } from "@/lib/deadline";
import type { Journal } from "./journal";
import type { LedgerWriter, WriterHealth } from "./writer";

/** Where requests end up. */
export interface Ledger {
  /**
   * Resolves when the record survives this process: in "async" mode when it is in the journal, within the current turn
   * of the event loop; in "sync" mode when it is in the database. Whoever answers a client waits for it before the
   * last bytes, so that nobody ever holds a whole answer that was not recorded.
   */
  record(record: TerminalRecord): Promise<void>;
  flush(): Promise<void>;
  health(): WriterHealth;
  close(timeoutMs: number): Promise<void>;
}

/** In sync mode a client waits this long for the commit; after that the journal has to do. */
const SYNC_COMMIT_TIMEOUT_MS = 5_000;

/**
 * Requests that end in the same turn of the event loop share one write to the journal (a group commit): under load
 * that is one system call for many.
 */
export function createLedger(journal: Journal, writer: LedgerWriter, mode: "async" | "sync"): Ledger {
  let gathering: { readonly lines: string[]; readonly written: Promise<void> } | null = null;

  const gather = () => {
    const lines: string[] = [];
    const written = new Promise<void>((resolve) => {
      setImmediate(() => {
        gathering = null;
        journal.append(...lines);
        writer.notice();
        resolve();
      });
    });
    gathering = { lines, written };
    return gathering;
  };

  return {
    record(record) {
      const { lines, written } = gathering ?? gather();
      lines.push(JSON.stringify(record));
      return mode === "sync"
        ? written.then(() => withDeadline(writer.flush(), SYNC_COMMIT_TIMEOUT_MS))
        : written;
    },
    async flush() {
      await gathering?.written;
      await writer.flush();
    },
    health: () => writer.health(),
    async close(timeoutMs) {
      await gathering?.written;
      await writer.close(timeoutMs);
    },
  };
}
