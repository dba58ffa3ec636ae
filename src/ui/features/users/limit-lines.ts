import type { KeyDisplay } from "@/actions/keys/key-display";
import type { UserDisplay } from "@/actions/users/user-display";

/** A limit that is set. */
export interface LimitLine {
  readonly kind: "rpm" | "5h" | "dailyFixed" | "dailyRolling" | "weekly" | "monthly" | "total" | "sessions";
  readonly value: number;
  /** "HH:mm"; begins the day of a fixed daily limit. */
  readonly resetTime: string;
}

/** The limits of a user or a key that are set, the ones that bite soonest first. */
export function limitLines(subject: UserDisplay | KeyDisplay): LimitLine[] {
  const daily = "dailyQuota" in subject ? subject.dailyQuota : subject.limitDailyUsd;
  const all: readonly (readonly [LimitLine["kind"], number | null])[] = [
    ["dailyRolling", subject.dailyResetMode === "rolling" ? daily : null],
    ["dailyFixed", subject.dailyResetMode === "fixed" ? daily : null],
    ["5h", subject.limit5hUsd],
    ["weekly", subject.limitWeeklyUsd],
    ["monthly", subject.limitMonthlyUsd],
    ["total", subject.limitTotalUsd],
    ["rpm", "rpm" in subject ? subject.rpm : null],
    ["sessions", subject.limitConcurrentSessions],
  ];
  return all.flatMap(([kind, value]) =>
    value === null ? [] : [{ kind, value, resetTime: subject.dailyResetTime }],
  );
}
