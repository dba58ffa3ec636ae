import { sql } from "drizzle-orm";
import { boolean, check, integer, jsonb, numeric, pgTable, text } from "drizzle-orm/pg-core";
import { timestamps } from "./columns";

const singleton = integer("id").primaryKey().default(1);

/** The hub's settings: one row, one document, whose shape and defaults are the domain schema's. */
export const settings = pgTable(
  "settings",
  {
    id: singleton,
    values: jsonb("values").$type<Record<string, unknown>>().notNull().default({}),
    /** Fingerprint of the hub's secret key: a replica with another key must not start. */
    secretFingerprint: text("secret_fingerprint"),
    ...timestamps,
  },
  () => [check("settings_singleton", sql`id = 1`)],
);

export const notificationSettings = pgTable(
  "notification_settings",
  {
    id: singleton,
    enabled: boolean("enabled").notNull().default(false),
    circuitBreakerEnabled: boolean("circuit_breaker_enabled").notNull().default(false),
    dailyLeaderboardEnabled: boolean("daily_leaderboard_enabled").notNull().default(false),
    dailyLeaderboardTime: text("daily_leaderboard_time").notNull().default("09:00"),
    dailyLeaderboardTopN: integer("daily_leaderboard_top_n").notNull().default(5),
    costAlertEnabled: boolean("cost_alert_enabled").notNull().default(false),
    costAlertThreshold: numeric("cost_alert_threshold", { precision: 5, scale: 2 }).notNull().default("0.80"),
    costAlertCheckInterval: integer("cost_alert_check_interval").notNull().default(60),
    /** What notifications are written in. */
    language: text("language").notNull().default("en"),
    ...timestamps,
  },
  () => [
    check("notification_settings_singleton", sql`id = 1`),
    check("notification_settings_time", sql`daily_leaderboard_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'`),
    check("notification_settings_top_n", sql`daily_leaderboard_top_n BETWEEN 1 AND 20`),
    check("notification_settings_threshold", sql`cost_alert_threshold > 0 AND cost_alert_threshold <= 1`),
    check("notification_settings_language", sql`language IN ('zh-CN', 'zh-TW', 'en', 'ja', 'ru')`),
    check("notification_settings_interval", sql`cost_alert_check_interval BETWEEN 10 AND 1440`),
  ],
);
