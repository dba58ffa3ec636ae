import { sql } from "drizzle-orm";
import { boolean, check, integer, numeric, text, timestamp } from "drizzle-orm/pg-core";

/** Column groups that several tables share. The property names match the domain's. */

export const timestamps = {
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
};

export const instant = (name: string) => timestamp(name, { withTimezone: true });

/** A limit in USD; null = unlimited. */
const usd = (name: string) => numeric(name, { precision: 12, scale: 2 });

/** `SpendLimits` and what belongs to it: one group, so that a new window is one new line. */
export const spendLimits = {
  limit5hUsd: usd("limit_5h_usd"),
  limitDailyUsd: usd("limit_daily_usd"),
  limitWeeklyUsd: usd("limit_weekly_usd"),
  limitMonthlyUsd: usd("limit_monthly_usd"),
  limitTotalUsd: usd("limit_total_usd"),
  dailyResetMode: text("daily_reset_mode").notNull().default("fixed"),
  dailyResetTime: text("daily_reset_time").notNull().default("00:00"),
  totalSince: instant("total_since"),
  concurrentSessions: integer("concurrent_sessions"),
};

/** The checks that go with `spendLimits`. */
export const spendLimitChecks = (table: string) => [
  check(`${table}_daily_reset_mode`, sql`daily_reset_mode IN ('fixed', 'rolling')`),
  check(`${table}_daily_reset_time`, sql`daily_reset_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'`),
  check(
    `${table}_limits_positive`,
    sql`limit_5h_usd > 0 AND limit_daily_usd > 0 AND limit_weekly_usd > 0 AND limit_monthly_usd > 0
      AND limit_total_usd > 0 AND concurrent_sessions > 0`,
  ),
];

/** A sealed secret: key id, nonce, ciphertext and tag in one text (see infra/crypto). */
export const sealed = (name: string) => text(name);

export const enabled = boolean("is_enabled").notNull().default(true);
