import type { Provider } from "@/domain/provider/provider";

/** How long a body may keep its reader waiting, ms; 0 = for ever. */
export interface BodyDeadlines {
  /** For its first data. */
  readonly firstMs: number;
  /** Between one piece of data and the next. */
  readonly idleMs: number;
  /** For all of it. */
  readonly totalMs: number;
}

/** For the head of an answer: the first byte of what is asked for as a stream, all of what is asked for in one piece. */
export function headDeadlineMs(wantsStream: boolean, { timeouts }: Pick<Provider, "timeouts">): number {
  return wantsStream ? timeouts.firstByteMs : timeouts.totalMs;
}

/**
 * What a provider's three deadlines leave to a body whose head came after `elapsedMs`.
 *
 * - The first-byte deadline is for streams: of an answer in one piece nothing comes before all of it is made.
 * - The idle deadline holds for every body that has begun.
 * - The total deadline holds for everything but a stream that was asked for: that may last as long as data comes.
 */
export function bodyDeadlines(
  { wantsStream, isStream }: { readonly wantsStream: boolean; readonly isStream: boolean },
  { timeouts }: Pick<Provider, "timeouts">,
  elapsedMs: number,
): BodyDeadlines {
  const left = (ms: number) => (ms === 0 ? 0 : Math.max(1, ms - elapsedMs));
  return {
    firstMs: wantsStream ? left(timeouts.firstByteMs) : 0,
    idleMs: timeouts.idleMs,
    totalMs: wantsStream && isStream ? 0 : left(timeouts.totalMs),
  };
}
