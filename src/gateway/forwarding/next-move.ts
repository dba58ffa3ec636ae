import type { Provider } from "@/domain/provider/provider";
import type { AttemptResult } from "@/domain/request/decision-chain";
import type { Verdict } from "./failure";

/** A failed try, as far as it matters to what comes next. */
export interface FailedTry {
  readonly provider: Pick<Provider, "id" | "maxRetryAttempts">;
  readonly verdict: Pick<Verdict, "result" | "next" | "blame">;
  /** What the upstream's `Retry-After` asks for, in ms; null without one. */
  readonly retryAfterMs: number | null;
}

export interface MovePolicy {
  /** Upstream calls for one client request, all providers together. */
  readonly maxCalls: number;
  /** Tries at a provider that is alone, where its own settings name no number. */
  readonly triesAlone: number;
  /** There is an eligible provider that was not tried yet. */
  readonly hasOther: boolean;
  /** The provider tried last would still be let through, or only rests. */
  readonly mayRepeat: boolean;
}

export type Move =
  | { readonly kind: "stop" }
  | { readonly kind: "another" }
  /** The same provider once more, after so many ms. */
  | { readonly kind: "same"; readonly afterMs: number };

/** A client waits no longer than this for a provider that asks for patience and is the only one. */
export const MAX_WAIT_MS = 2_000;

/** Failures that the next try at the same provider may well not meet. */
const PASSING: ReadonlySet<AttemptResult> = new Set([
  "connection_failed",
  "timed_out",
  "upstream_error",
  "invalid_answer",
]);

/**
 * What to do after the last of `tries` failed. The first that applies:
 * 1. stop, when no other try can help or all calls are spent;
 * 2. the same provider, while its admin wants it tried more often before another one is;
 * 3. another provider, at once: nobody waits while somebody else can answer;
 * 4. alone: the same one after a failure to connect, and after the wait it asked for if that is short.
 */
export function nextMove(tries: readonly FailedTry[], policy: MovePolicy): Move {
  const last = tries.at(-1);
  if (!last || last.verdict.next === "none" || tries.length >= policy.maxCalls) return { kind: "stop" };
  const { provider, verdict, retryAfterMs } = last;
  const triesHere = triesInARow(tries, provider.id);
  const wanted = provider.maxRetryAttempts ?? 1;
  if (policy.mayRepeat && retryAfterMs === null && PASSING.has(verdict.result) && triesHere < wanted) {
    return { kind: "same", afterMs: 0 };
  }
  if (policy.hasOther) return { kind: "another" };
  if (!policy.mayRepeat || triesHere >= (provider.maxRetryAttempts ?? policy.triesAlone)) {
    return { kind: "stop" };
  }
  if (retryAfterMs === null) {
    return verdict.blame === "connection" ? { kind: "same", afterMs: 0 } : { kind: "stop" };
  }
  const isWorthIt = retryAfterMs <= MAX_WAIT_MS && (verdict.blame === "quota" || PASSING.has(verdict.result));
  return isWorthIt ? { kind: "same", afterMs: retryAfterMs } : { kind: "stop" };
}

function triesInARow(tries: readonly FailedTry[], providerId: number): number {
  const other = tries.findLastIndex(({ provider }) => provider.id !== providerId);
  return tries.length - 1 - other;
}
