import "server-only";

export interface ThrottleOptions {
  /** Failures of one address within the window before it has to wait. */
  readonly maxFailures: number;
  readonly windowMs: number;
}

/** Addresses remembered; beyond it the oldest are forgotten. */
const MAX_ADDRESSES = 10_000;

interface Failures {
  count: number;
  readonly since: number;
}

/** Slows down guessing of credentials by address. */
export class FailureThrottle {
  private readonly failures = new Map<string, Failures>();

  constructor(private readonly options: ThrottleOptions) {}

  /** Addresses it keeps in mind. */
  get size(): number {
    return this.failures.size;
  }

  /** Ms to wait before `address` may try again; 0 when it may now. */
  waitMs(address: string, now: number): number {
    const { maxFailures, windowMs } = this.options;
    const entry = this.failures.get(address);
    if (!entry || now - entry.since >= windowMs || entry.count < maxFailures) return 0;
    return entry.since + windowMs - now;
  }

  noteFailure(address: string, now: number): void {
    const entry = this.failures.get(address);
    if (entry && now - entry.since < this.options.windowMs) {
      entry.count++;
      return;
    }
    this.failures.delete(address);
    this.failures.set(address, { count: 1, since: now });
    const oldest = this.failures.size > MAX_ADDRESSES ? this.failures.keys().next().value : undefined;
    if (oldest !== undefined) this.failures.delete(oldest);
  }

  noteSuccess(address: string): void {
    this.failures.delete(address);
  }
}
