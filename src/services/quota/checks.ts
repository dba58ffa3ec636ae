import "server-only";
import type { LimitDetails } from "@/domain/gateway-error";
import type { SpendLimits } from "@/domain/quota/spend-limits";
import type { SpendWindowKind } from "@/domain/quota/spend-windows";
import type { Check } from "@/infra/counters/port";
import { Decimal, toNanoUsd } from "@/lib/decimal";
import { MINUTE_MS, SECOND_MS } from "@/lib/duration";
import type { Caller } from "@/services/auth/caller";
import type { QuotaSubject, SubjectName } from "./subjects";
import type { WindowClock } from "./window-clock";

/** A check of the counters, and what it means to the person it stops. */
export interface QuotaCheck {
  readonly check: Check;
  readonly limitType: LimitDetails["limitType"];
  readonly scope: "user" | "key" | "provider";
}

/** The limit of each spend window. */
const SPEND_LIMITS: Readonly<
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

const RPM_WINDOW = { spanMs: MINUTE_MS, bucketMs: SECOND_MS } as const;

/** Every limit of a caller, in the order in which they are reported. */
export function callerChecks(caller: Caller, now: number, clock: WindowClock): QuotaCheck[] {
  const key = subjectChecker("key", `key:${caller.key.id}`, caller.key, now, clock);
  const user = subjectChecker("user", `user:${caller.user.id}`, caller.user, now, clock);
  return [
    ...key("total"),
    ...user("total"),
    ...rpmCheck(caller),
    ...SPEND_ORDER_AFTER_RPM.flatMap((kind) => [...key(kind), ...user(kind)]),
  ];
}

function subjectChecker(
  scope: QuotaCheck["scope"],
  name: SubjectName,
  subject: QuotaSubject,
  now: number,
  clock: WindowClock,
): (kind: SpendWindowKind) => readonly QuotaCheck[] {
  const { sums } = clock.windowsAt(name, subject, now);
  return (kind) => {
    const { field, limitType } = SPEND_LIMITS[kind];
    const limitUsd = subject.limits[field];
    if (typeof limitUsd !== "number") return NO_CHECK;
    const limit = toNanoUsd(new Decimal(limitUsd));
    return [{ scope, limitType, check: { kind: "sum", window: sums[kind], holder: name, limit } }];
  };
}

function rpmCheck({ user }: Caller): QuotaCheck[] {
  if (user.rpmLimit === null) return [];
  const check: Check = { kind: "rate", key: `user:${user.id}:rpm`, limit: user.rpmLimit, ...RPM_WINDOW };
  return [{ scope: "user", limitType: "rpm", check }];
}
