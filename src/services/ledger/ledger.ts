import "server-only";
import type { TerminalRecord } from "@/domain/request/terminal-record";
import { withDeadline } from "@/lib/deadline";
import type { Journal } from "./journal";
import type { RunningRequests } from "./running-requests";
import type { LedgerWriter, WriterHealth } from "./writer";

export interface LedgerHealth extends WriterHealth {
  /** Requests that were turned away for want of room and left no record; the log has a line of each. */
  readonly unrecordedRefusals: number;
}

/** Where requests end up. */
export interface Ledger {
  /**
   * Keeps what is to be recorded of a request if the process dies before it ends; to be called when an upstream is
   * asked. Later calls for the same request replace earlier ones.
   *
   * @param interrupted makes that record, if the request still runs at the end of this turn of the event loop
   */
  begin(id: string, interrupted: () => TerminalRecord): void;
  /**
   * Resolves when the record survives this process: in "async" mode when it is in the journal, within the current turn
   * of the event loop; in "sync" mode, and while the journal's disk refuses it, when it is in the database. Whoever
   * answers a client waits for it before the last bytes, so that nobody ever holds a whole answer that was not recorded.
   */
  record(record: TerminalRecord): Promise<void>;
  /** Neither disk nor database nor memory has room for another record. */
  isFull(): boolean;
  flush(): Promise<void>;
  health(): LedgerHealth;
  close(timeoutMs: number): Promise<void>;
}

/** A client waits this long for the commit at most; after that the journal, or memory, has to do. */
const COMMIT_TIMEOUT_MS = 5_000;

interface LedgerParts {
  readonly journal: Journal;
  readonly writer: LedgerWriter;
  readonly running: RunningRequests;
  readonly mode: "async" | "sync";
}

interface Group {
  readonly lines: string[];
  readonly ids: string[];
  /** Whether the journal's disk took them. */
  readonly written: Promise<boolean>;
}

/**
 * Requests that end in the same turn of the event loop share one write to the journal (a group commit): under load
 * that is one system call for many.
 */
export function createLedger({ journal, writer, running, mode }: LedgerParts): Ledger {
  let gathering: Group | null = null;
  let unrecordedRefusals = 0;

  const gather = (): Group => {
    const lines: string[] = [];
    const ids: string[] = [];
    const written = new Promise<boolean>((resolve) => {
      setImmediate(() => {
        gathering = null;
        const isSaved = journal.append(...lines);
        writer.notice();
        if (isSaved) running.end(ids);
        // Until then the mark of a running request is all that is on disk of them.
        else void writer.flush().then(() => running.end(ids));
        resolve(isSaved);
      });
    });
    gathering = { lines, ids, written };
    return gathering;
  };

  return {
    begin: (id, interrupted) => running.begin(id, () => JSON.stringify(interrupted())),
    async record(record) {
      if (journal.isFull() && !running.has(record.id)) {
        unrecordedRefusals++;
        return;
      }
      const { lines, ids, written } = gathering ?? gather();
      lines.push(JSON.stringify(record));
      ids.push(record.id);
      const isSaved = await written;
      if (mode === "async" && (isSaved || writer.isAway)) return;
      await withDeadline(writer.flush(), COMMIT_TIMEOUT_MS);
    },
    isFull: () => journal.isFull(),
    async flush() {
      await gathering?.written;
      await writer.flush();
    },
    health: () => ({ ...writer.health(), unrecordedRefusals }),
    async close(timeoutMs) {
      await gathering?.written;
      await writer.close(timeoutMs);
      running.close();
    },
  };
}
