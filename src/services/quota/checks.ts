import "server-only";
import type { LimitDetails } from "@/domain/gateway-error";
import type { Provider } from "@/domain/provider/provider";
import type { SpendLimits } from "@/domain/quota/spend-limits";
import { SPEND_WINDOW_KINDS, type SpendWindowKind } from "@/domain/quota/spend-windows";
import type { Check } from "@/infra/counters/port";
import { limitInNanoUsd } from "@/lib/decimal";
import { MINUTE_MS, SECOND_MS } from "@/lib/duration";
import type { Caller } from "@/services/auth/caller";
import { type LimitedSubject, type SubjectName, sessionsKey } from "./subjects";
import type { SubjectWindows, WindowClock } from "./window-clock";

/** A check of the counters, and what it means to the person it stops. */
export interface QuotaCheck {
  readonly check: Check;
  readonly limitType: LimitDetails["limitType"];
  readonly scope: "user" | "key" | "provider";
}

/** The limit of each spend window. */
export const SPEND_LIMITS: Readonly<
  Record<
    SpendWindowKind,
    { readonly field: keyof SpendLimits; readonly limitType: LimitDetails["limitType"] }
  >
> = {
  total: { field: "limitTotalUsd", limitType: "usd_total" },
  "5h": { field: "limit5hUsd", limitType: "usd_5h" },
  daily: { field: "limitDailyUsd", limitType: "daily_quota" },
  weekly: { field: "limitWeeklyUsd", limitType: "usd_weekly" },
  monthly: { field: "limitMonthlyUsd", limitType: "usd_monthly" },
};

/** What runs out for good is checked first, then what frees itself soon, then ever longer windows. */
const SPEND_ORDER_AFTER_RPM: readonly SpendWindowKind[] = ["5h", "daily", "weekly", "monthly"];

const NO_CHECK: readonly QuotaCheck[] = [];

/** A limit nothing reaches: what is checked against it is counted all the same. */
const NEVER_REACHED = Number.MAX_SAFE_INTEGER;

/** What the checks of one request have in common. */
export interface CheckContext {
  readonly now: number;
  readonly clock: WindowClock;
  /** The session that would be at work, as the counters know it. */
  readonly member: string;
}

export const RPM_WINDOW = { spanMs: MINUTE_MS, bucketMs: SECOND_MS } as const;

/** Every limit of a caller, in the order in which they are reported. */
export function callerChecks(caller: Caller, context: CheckContext): QuotaCheck[] {
  const key = subjectChecker("key", `key:${caller.key.id}`, caller.key, context);
  const user = subjectChecker("user", `user:${caller.user.id}`, caller.user, context);
  return [
    ...key.spend("total"),
    ...user.spend("total"),
    ...key.sessions(),
    ...user.sessions(),
    ...rpmCheck(caller),
    ...SPEND_ORDER_AFTER_RPM.flatMap((kind) => [...key.spend(kind), ...user.spend(kind)]),
  ];
}

/** Every limit of a provider. */
export function providerChecks(provider: Provider, context: CheckContext): QuotaCheck[] {
  const checker = subjectChecker("provider", `provider:${provider.id}`, provider, context);
  return [
    ...checker.spend("total"),
    ...checker.sessions(),
    ...SPEND_ORDER_AFTER_RPM.flatMap((kind) => checker.spend(kind)),
  ];
}

/** The same check, counted but never failed. */
export function unenforced(check: Check): Check {
  return { ...check, limit: NEVER_REACHED };
}

type SpendChecks = Readonly<Record<SpendWindowKind, readonly QuotaCheck[]>>;

const knownSpendChecks = new WeakMap<SubjectWindows, SpendChecks>();

/**
 * The checks of a subject's windows. They are the same for request after request until a window begins anew, and
 * counters that see the same ones again say and look up less.
 */
function spendChecks(
  scope: QuotaCheck["scope"],
  holder: SubjectName,
  { limits }: LimitedSubject,
  windows: SubjectWindows,
): SpendChecks {
  const known = knownSpendChecks.get(windows);
  if (known) return known;
  const entries = SPEND_WINDOW_KINDS.map((kind): [SpendWindowKind, readonly QuotaCheck[]] => {
    const { field, limitType } = SPEND_LIMITS[kind];
    const limitUsd = limits[field];
    if (typeof limitUsd !== "number" || limitUsd <= 0) return [kind, NO_CHECK];
    const limit = limitInNanoUsd(limitUsd);
    return [kind, [{ scope, limitType, check: { kind: "sum", window: windows.sums[kind], holder, limit } }]];
  });
  const checks = Object.fromEntries(entries) as SpendChecks;
  knownSpendChecks.set(windows, checks);
  return checks;
}

function subjectChecker(
  scope: QuotaCheck["scope"],
  name: SubjectName,
  subject: LimitedSubject,
  { now, clock, member }: CheckContext,
) {
  const spend = spendChecks(scope, name, subject, clock.windowsAt(name, subject, now));
  return {
    spend: (kind: SpendWindowKind) => spend[kind],
    sessions(): readonly QuotaCheck[] {
      const limit = subject.concurrentSessions;
      if (limit === null || limit <= 0) return NO_CHECK;
      const check = { kind: "members", key: sessionsKey(name), member, limit } as const;
      return [{ scope, limitType: "concurrent_sessions", check }];
    },
  };
}

/** Where the counters keep a user's requests of the last minute. */
export const rpmKey = (userId: number) => `user:${userId}:rpm`;

/** Counts the requests of all keys of a user. */
function rpmCheck({ user }: Caller): readonly QuotaCheck[] {
  if (user.rpmLimit === null || user.rpmLimit <= 0) return NO_CHECK;
  const check: Check = { kind: "rate", key: rpmKey(user.id), limit: user.rpmLimit, ...RPM_WINDOW };
  return [{ scope: "user", limitType: "rpm", check }];
}
