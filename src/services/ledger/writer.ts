import "server-only";
import type { Logger } from "@/infra/logger";
import { withDeadline } from "@/lib/deadline";
import type { Journal, JournalHealth } from "./journal";
import type { Quarantine } from "./quarantine";

interface WriterOptions {
  readonly journal: Journal;
  /** Where records end that the database will never take. */
  readonly quarantine: Quarantine;
  readonly batchSize: number;
  readonly intervalMs: number;
  /** Writes a batch as a whole, or throws. */
  readonly write: (lines: readonly string[]) => Promise<void>;
  readonly logger: Logger;
}

export interface WriterHealth extends JournalHealth {
  /** Why the last batch failed; null while batches go through. */
  readonly databaseProblem: string | null;
  /** Records put aside because the database refuses them for what they say. */
  readonly poisonedRecords: number;
}

const MAX_RETRY_DELAY_MS = 5_000;

/** While the disk refuses records it is asked again after so long, in ms, even if there is nothing to write. */
const DISK_RETRY_MS = 2_000;

/** SQLSTATE classes that speak of the data (bad value, violated constraint, too large): it would fail for ever. */
const DATA_ERROR_CLASSES = new Set(["22", "23", "54"]);

interface Outage {
  readonly reason: string;
  readonly failures: number;
}

/**
 * Moves records from the journal into the database in batches: when enough have gathered, or after an interval.
 * A database that is away is asked again, less and less often; a record it will never take is put aside alone.
 */
export class LedgerWriter {
  private timer: NodeJS.Timeout | null = null;
  private diskTimer: NodeJS.Timeout | undefined;
  private running: Promise<void> | null = null;
  private outage: Outage | null = null;
  private toldProblem: string | null = null;
  private waiters: (() => void)[] = [];
  private closed = false;

  constructor(private readonly options: WriterOptions) {}

  /** A record was appended: see that it gets written. */
  notice(): void {
    if (this.running || this.outage) return;
    const { journal, batchSize, intervalMs } = this.options;
    if (journal.health().pendingRecords >= batchSize) this.start();
    else this.timer ??= setTimeout(() => this.start(), intervalMs);
  }

  /** Resolves when everything appended so far is in the database. Waits as long as the database is away. */
  flush(): Promise<void> {
    if (this.options.journal.isEmpty() && !this.running) return Promise.resolve();
    return new Promise((resolve) => {
      this.waiters.push(resolve);
      if (!this.running && !this.outage) this.start();
    });
  }

  /** Flushes, but gives up after `timeoutMs`: what is left stays in the journal for the next start. */
  async close(timeoutMs: number): Promise<void> {
    await withDeadline(this.flush(), timeoutMs);
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    clearTimeout(this.diskTimer);
    this.options.journal.close();
  }

  /** The last batch failed; the next one is tried after a while. */
  get isAway(): boolean {
    return this.outage !== null;
  }

  health(): WriterHealth {
    const { journal, quarantine } = this.options;
    return {
      ...journal.health(),
      databaseProblem: this.outage?.reason ?? null,
      poisonedRecords: quarantine.count,
    };
  }

  private start(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    clearTimeout(this.diskTimer);
    if (this.running || this.closed) return;
    this.running = this.drain().finally(() => {
      this.running = null;
      this.afterRun();
    });
  }

  private afterRun(): void {
    const { journal, intervalMs } = this.options;
    const { problem } = journal.health();
    this.tellProblem(problem);
    if (this.outage) {
      const delayMs = Math.min(intervalMs * 2 ** this.outage.failures, MAX_RETRY_DELAY_MS);
      if (!this.closed) this.timer = setTimeout(() => this.start(), delayMs);
      return;
    }
    if (!journal.isEmpty()) {
      this.timer ??= setTimeout(() => this.start(), intervalMs);
      return;
    }
    if (problem !== null && !this.closed)
      this.diskTimer = setTimeout(() => this.start(), DISK_RETRY_MS).unref();
    for (const resolve of this.waiters.splice(0)) resolve();
  }

  /** One line when the disk begins to refuse records, one when it takes them again. */
  private tellProblem(problem: string | null): void {
    const { logger } = this.options;
    if (problem !== null && this.toldProblem === null) {
      logger.error({ problem }, "the journal's disk refuses records; they wait in memory");
    }
    if (problem === null && this.toldProblem !== null) logger.warn("the journal's disk takes records again");
    this.toldProblem = problem;
  }

  /** Writes batch after batch until the journal is empty or the database fails. */
  private async drain(): Promise<void> {
    const { journal, batchSize } = this.options;
    journal.save();
    for (;;) {
      const batch = journal.take(batchSize);
      if (batch.length === 0) return;
      try {
        await this.writeOrPutAside(batch.map((record) => record.line));
      } catch (error) {
        this.noteOutage(error);
        return;
      }
      this.noteSuccess();
      journal.confirm(batch.length);
    }
  }

  private noteSuccess(): void {
    if (this.outage) this.options.logger.warn("the ledger can be written again");
    this.outage = null;
  }

  private noteOutage(error: unknown): void {
    if (!this.outage) {
      this.options.logger.error({ err: error }, "the ledger cannot be written; records wait in the journal");
    }
    const reason = error instanceof Error ? error.message || error.name : String(error);
    this.outage = { reason, failures: (this.outage?.failures ?? 0) + 1 };
  }

  /** Halves a batch the database refuses until the record that offends stands alone. */
  private async writeOrPutAside(lines: readonly string[]): Promise<void> {
    try {
      await this.options.write(lines);
    } catch (error) {
      if (!isDataError(error)) throw error;
      if (lines.length === 1) {
        this.options.quarantine.add(lines[0] ?? "", error);
        return;
      }
      const half = Math.ceil(lines.length / 2);
      await this.writeOrPutAside(lines.slice(0, half));
      await this.writeOrPutAside(lines.slice(half));
    }
  }
}

function isDataError(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === "string" && code.length === 5 && DATA_ERROR_CLASSES.has(code.slice(0, 2));
}
