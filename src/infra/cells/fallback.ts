import { withTimeout } from "@/lib/with-timeout";
import type { MemoryCells } from "./memory";
import type { Cell, CellsState, CellWrite, SharedCells } from "./port";

interface FallbackOptions {
  /** A call to the shared cells is given up after this many ms. */
  readonly timeoutMs: number;
  /** How long the shared cells are left alone after a failure, in ms. */
  readonly retryAfterMs: number;
}

/**
 * Shared cells with an in-process stand-in that begins with what was last known: while the shared ones do not answer,
 * each process decides for itself. When they are back, what they say holds again.
 */
export class FallbackCells implements SharedCells {
  private failedAt: number | null = null;
  private known = new Map<string, Cell>();

  constructor(
    private readonly shared: SharedCells,
    private readonly local: MemoryCells,
    private readonly options: FallbackOptions,
  ) {}

  readAll(knownMark: string | null): Promise<CellsState | null> {
    return this.run(
      async () => {
        const state = await this.shared.readAll(knownMark);
        if (state) this.known = new Map(state.cells);
        return state;
      },
      () => this.local.readAll(knownMark),
    );
  }

  compareAndSet(name: string, expectedVersion: number, value: string): Promise<CellWrite> {
    return this.run(
      async () => {
        const write = await this.shared.compareAndSet(name, expectedVersion, value);
        if (write.written) this.known.set(name, { version: write.version, value });
        return write;
      },
      () => this.local.compareAndSet(name, expectedVersion, value),
    );
  }

  private async run<Result>(ask: () => Promise<Result>, askLocally: () => Promise<Result>): Promise<Result> {
    const { timeoutMs, retryAfterMs } = this.options;
    if (this.failedAt !== null && Date.now() - this.failedAt < retryAfterMs) return askLocally();
    try {
      const result = await withTimeout(ask(), timeoutMs);
      this.failedAt = null;
      return result;
    } catch {
      // The counters share the connection and tell of its state; nothing is to be said twice.
      if (this.failedAt === null) this.local.adopt(this.known);
      this.failedAt = Date.now();
      return askLocally();
    }
  }
}
