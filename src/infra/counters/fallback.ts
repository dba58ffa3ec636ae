import { withTimeout } from "@/lib/with-timeout";
import { CountersLostError } from "./lost-error";
import type {
  Admission,
  AdmissionResult,
  Counters,
  CountersHealth,
  Held,
  PrimeCoverage,
  PrimeEntry,
  Settlement,
  SumWindow,
} from "./port";

interface FallbackOptions {
  /** A call on the request path is given up after this many ms. */
  readonly timeoutMs: number;
  /** How long the shared counters are left alone after a failure, in ms. */
  readonly retryAfterMs: number;
  /** All sums as the ledger knows them. Rejects where it cannot be asked. */
  readonly loadSums: () => Promise<readonly PrimeEntry[]>;
  /** Called when the mode changes, with the reason. */
  readonly onChange: (health: CountersHealth) => void;
}

/** Loading and priming take as long as the ledger is large; nobody waits for them but the way back. */
const PRIME_TIMEOUT_MS = 15_000;

/**
 * How long after the return the shared counters are raised again, in ms. What another process has settled with them and
 * not yet written to the ledger hides as much of what they lack: it shows at the first of these moments at which
 * nothing of that key is on its way.
 */
const RAISE_AGAIN_MS = [2_000, 10_000, 60_000, 300_000];

/** Asked of the shared counters to see whether they answer; holds nothing. */
const PROBE: SumWindow = { kind: "fixed", key: "probe", expiresAt: null };

/**
 * Shared counters with an in-process twin. While the shared ones do not answer, or have lost what they held, limits
 * hold per process, and no request waits for them longer than the timeout. The twin is settled all the time, so that
 * it knows at once what this process has spent, and learns from the ledger what the others have. Before the shared
 * counters are used again they are raised to what the ledger knows: nothing spent meanwhile is forgotten.
 */
export class FallbackCounters implements Counters {
  private problem: string | null = null;
  private timer: NodeJS.Timeout | null = null;
  private raises: NodeJS.Timeout[] = [];
  private isClosed = false;

  constructor(
    private readonly shared: Counters,
    private readonly local: Counters,
    private readonly options: FallbackOptions,
  ) {}

  admit(admission: Admission): Promise<AdmissionResult> {
    return this.run((counters) => counters.admit(admission));
  }

  async settle(settlement: Settlement): Promise<void> {
    await this.local.settle(settlement);
    if (this.problem === null) await this.tryShared((shared) => shared.settle(settlement));
  }

  async renew(running: readonly Held[], now: number, ttlMs: number): Promise<void> {
    await this.local.renew(running, now, ttlMs);
    if (this.problem === null) await this.tryShared((shared) => shared.renew(running, now, ttlMs));
  }

  async forget(affinityKeys: readonly string[], now: number): Promise<number> {
    const locally = await this.local.forget(affinityKeys, now);
    if (this.problem !== null) return locally;
    return this.run((counters) => counters.forget(affinityKeys, now));
  }

  read(windows: readonly SumWindow[], now: number): Promise<number[]> {
    return this.run((counters) => counters.read(windows, now));
  }

  countMembers(keys: readonly string[], now: number): Promise<number[]> {
    return this.run((counters) => counters.countMembers(keys, now));
  }

  async prime(entries: readonly PrimeEntry[], now: number, coverage: PrimeCoverage): Promise<void> {
    await this.local.prime(entries, now, coverage);
    if (this.problem !== null) return;
    try {
      await withTimeout(this.shared.prime(entries, now, coverage), PRIME_TIMEOUT_MS);
    } catch (error) {
      this.fail(error);
    }
  }

  health(): CountersHealth {
    if (this.problem === null) return this.shared.health();
    return { ok: false, mode: "fallback", detail: this.problem };
  }

  async close(): Promise<void> {
    this.isClosed = true;
    if (this.timer) clearTimeout(this.timer);
    for (const raise of this.raises) clearTimeout(raise);
    await Promise.all([this.shared.close(), this.local.close()]);
  }

  private async run<Result>(call: (counters: Counters) => Promise<Result>): Promise<Result> {
    if (this.problem !== null) return call(this.local);
    try {
      return await withTimeout(call(this.shared), this.options.timeoutMs);
    } catch (error) {
      this.fail(error);
      return call(this.local);
    }
  }

  private async tryShared(call: (counters: Counters) => Promise<void>): Promise<void> {
    try {
      await withTimeout(call(this.shared), this.options.timeoutMs);
    } catch (error) {
      this.fail(error);
    }
  }

  /** From here on the twin serves. Of many calls that fail at once the first says so. */
  private fail(error: unknown): void {
    if (this.problem !== null || this.isClosed) return;
    this.problem = error instanceof Error ? error.message : String(error);
    this.options.onChange(this.health());
    this.schedule(error instanceof CountersLostError ? 0 : this.options.retryAfterMs);
    // Without a ledger the twin knows what this process has spent, which is what it promises.
    void this.raise(this.local).catch(() => {});
  }

  private schedule(delayMs: number): void {
    if (this.isClosed) return;
    this.timer = setTimeout(() => void this.goBack(), delayMs).unref();
  }

  private async goBack(): Promise<void> {
    try {
      await withTimeout(this.shared.read([PROBE], Date.now()), this.options.timeoutMs);
      await this.raise(this.shared);
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
      this.schedule(this.options.retryAfterMs);
      return;
    }
    this.problem = null;
    this.options.onChange(this.health());
    // What was settled with the twin while the ledger was being read.
    await this.raise(this.shared).catch((error: unknown) => this.fail(error));
    for (const raise of this.raises) clearTimeout(raise);
    this.raises = RAISE_AGAIN_MS.map((delayMs) => setTimeout(() => void this.raiseAgain(), delayMs).unref());
  }

  private async raiseAgain(): Promise<void> {
    // The next return raises them anyway; a ledger that is away is asked again at the next of these moments.
    if (this.problem === null) await this.raise(this.shared).catch(() => {});
  }

  private async raise(counters: Counters): Promise<void> {
    const entries = await withTimeout(this.options.loadSums(), PRIME_TIMEOUT_MS);
    if (this.isClosed) return;
    await withTimeout(counters.prime(entries, Date.now(), "all"), PRIME_TIMEOUT_MS);
  }
}
