import "server-only";
import { MINUTE_MS } from "@/lib/duration";

/** Failed sign-ins from one address within the window before it has to wait. */
const MAX_FAILURES = 10;
const WINDOW_MS = 5 * MINUTE_MS;

/** Addresses remembered; beyond it the oldest are forgotten. */
const MAX_ADDRESSES = 10_000;

interface Failures {
  count: number;
  readonly since: number;
}

/** Slows down guessing of credentials by address. */
export class LoginThrottle {
  private readonly failures = new Map<string, Failures>();

  /** Ms to wait before `address` may try again; 0 when it may now. */
  waitMs(address: string, now: number): number {
    const entry = this.failures.get(address);
    if (!entry || now - entry.since >= WINDOW_MS || entry.count < MAX_FAILURES) return 0;
    return entry.since + WINDOW_MS - now;
  }

  noteFailure(address: string, now: number): void {
    const entry = this.failures.get(address);
    if (entry && now - entry.since < WINDOW_MS) {
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
