import "server-only";
import type { SpendLimits } from "@/domain/quota/spend-limits";

/** The columns of `spendLimits` in infra/postgres/tables, as rows give them: numerics are text. */
export interface SpendLimitsRow {
  readonly limit5hUsd: string | null;
  readonly limitDailyUsd: string | null;
  readonly limitWeeklyUsd: string | null;
  readonly limitMonthlyUsd: string | null;
  readonly limitTotalUsd: string | null;
  readonly dailyResetMode: string;
  readonly dailyResetTime: string;
}

export function limitsFromRow(row: SpendLimitsRow): SpendLimits {
  return {
    limit5hUsd: usdFrom(row.limit5hUsd),
    limitDailyUsd: usdFrom(row.limitDailyUsd),
    limitWeeklyUsd: usdFrom(row.limitWeeklyUsd),
    limitMonthlyUsd: usdFrom(row.limitMonthlyUsd),
    limitTotalUsd: usdFrom(row.limitTotalUsd),
    dailyResetMode: row.dailyResetMode === "rolling" ? "rolling" : "fixed",
    dailyResetTime: row.dailyResetTime,
  };
}

/** Only the limits that are given, so that a partial update leaves the rest. */
export function limitsToRow(limits: Partial<SpendLimits>): Partial<SpendLimitsRow> {
  const { dailyResetMode, dailyResetTime, ...amounts } = limits;
  const row = Object.entries(amounts).map(([name, usd]) => [name, usd?.toFixed(2) ?? null]);
  return {
    ...(Object.fromEntries(row) as Partial<SpendLimitsRow>),
    ...(dailyResetMode && { dailyResetMode }),
    ...(dailyResetTime && { dailyResetTime }),
  };
}

const usdFrom = (text: string | null) => (text === null ? null : Number(text));
