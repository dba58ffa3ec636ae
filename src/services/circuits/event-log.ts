import "server-only";
import type { Logger } from "@/infra/logger";
import { withDeadline } from "@/lib/deadline";
import type { BreakerEvent } from "@/repository/breaker-events";

interface EventLogOptions {
  readonly write: (events: readonly BreakerEvent[]) => Promise<void>;
  readonly logger: Logger;
}

/** Events gather this long before they are written, and so long lies between two tries to write them, in ms. */
const FLUSH_DELAY_MS = 250;
const RETRY_DELAY_MS = 5_000;

/** While the database is away, so many events wait; beyond that the oldest are lost. Each is in the log as well. */
const MAX_WAITING = 1_000;

/** A queue before the table of breaker events: circuits change in the middle of requests, which wait for no SQL. */
export class CircuitEventLog {
  private waiting: BreakerEvent[] = [];
  private running: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly options: EventLogOptions) {}

  add(event: BreakerEvent): void {
    this.waiting.push(event);
    if (this.waiting.length > MAX_WAITING) this.waiting.shift();
    this.startIn(FLUSH_DELAY_MS);
  }

  /** Writes what waits; resolves when that has worked or failed. */
  async flush(): Promise<void> {
    await this.running;
    this.running ??= this.writeAll().finally(() => {
      this.running = null;
    });
    await this.running;
  }

  async close(timeoutMs: number): Promise<void> {
    await withDeadline(this.flush(), timeoutMs);
    if (this.timer) clearTimeout(this.timer);
  }

  private startIn(delayMs: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      void this.flush();
    }, delayMs).unref();
  }

  private async writeAll(): Promise<void> {
    const batch = this.waiting;
    if (batch.length === 0) return;
    this.waiting = [];
    try {
      await this.options.write(batch);
    } catch (error) {
      this.options.logger.warn({ err: error }, "[CircuitBreaker] events could not be kept; trying again");
      this.waiting = [...batch, ...this.waiting].slice(-MAX_WAITING);
      this.startIn(RETRY_DELAY_MS);
    }
  }
}
