import { withTimeout } from "@/lib/with-timeout";
import type {
  Admission,
  AdmissionResult,
  Counters,
  CountersHealth,
  PrimeEntry,
  Settlement,
  SumWindow,
} from "./port";

interface FallbackOptions {
  /** A call to the shared counters is given up after this many ms. */
  readonly timeoutMs: number;
  /** How long the shared counters are left alone after a failure, in ms. */
  readonly retryAfterMs: number;
  /** Called when the mode changes, with the reason. */
  readonly onChange: (health: CountersHealth) => void;
}

/**
 * Shared counters with an in-process stand-in: while the shared ones do not answer, limits hold per process, and
 * no request waits for them longer than the timeout. Goes back by itself.
 */
export class FallbackCounters implements Counters {
  private failedAt: number | null = null;
  private detail: string | null = null;

  constructor(
    private readonly shared: Counters,
    private readonly local: Counters,
    private readonly options: FallbackOptions,
  ) {}

  admit(admission: Admission): Promise<AdmissionResult> {
    return this.run((counters) => counters.admit(admission));
  }

  settle(settlement: Settlement): Promise<void> {
    return this.run((counters) => counters.settle(settlement));
  }

  read(windows: readonly SumWindow[], now: number): Promise<number[]> {
    return this.run((counters) => counters.read(windows, now));
  }

  prime(entries: readonly PrimeEntry[], now: number): Promise<void> {
    return this.run((counters) => counters.prime(entries, now));
  }

  health(): CountersHealth {
    if (this.failedAt === null) return this.shared.health();
    return { ok: false, mode: "fallback", detail: this.detail };
  }

  async close(): Promise<void> {
    await Promise.all([this.shared.close(), this.local.close()]);
  }

  private async run<Result>(call: (counters: Counters) => Promise<Result>): Promise<Result> {
    if (this.isResting()) return call(this.local);
    try {
      const result = await withTimeout(call(this.shared), this.options.timeoutMs);
      this.report(null);
      return result;
    } catch (error) {
      this.report(error instanceof Error ? error.message : String(error));
      return call(this.local);
    }
  }

  private isResting(): boolean {
    return this.failedAt !== null && Date.now() - this.failedAt < this.options.retryAfterMs;
  }

  private report(problem: string | null): void {
    const changed = (problem === null) !== (this.failedAt === null);
    this.failedAt = problem === null ? null : Date.now();
    this.detail = problem;
    if (changed) this.options.onChange(this.health());
  }
}
