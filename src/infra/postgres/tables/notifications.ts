import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { enabled, instant, sealed, timestamps } from "./columns";

const NOTIFICATION_TYPES = sql`notification_type IN ('circuit_breaker', 'daily_leaderboard', 'cost_alert')`;

/** Where notifications go. Everything that lets its holder post there is sealed. */
export const webhookTargets = pgTable(
  "webhook_targets",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    name: text("name").notNull(),
    providerType: text("provider_type").notNull(),
    webhookUrl: sealed("webhook_url"),
    telegramBotToken: sealed("telegram_bot_token"),
    telegramChatId: text("telegram_chat_id"),
    dingtalkSecret: sealed("dingtalk_secret"),
    feishuSecret: sealed("feishu_secret"),
    customTemplate: jsonb("custom_template").$type<Record<string, unknown>>(),
    customHeaders: sealed("custom_headers"),
    proxyUrl: sealed("proxy_url"),
    proxyFallbackToDirect: boolean("proxy_fallback_to_direct").notNull().default(false),
    isEnabled: enabled,
    lastTestAt: instant("last_test_at"),
    lastTestResult: jsonb("last_test_result").$type<{
      success: boolean;
      error?: string;
      latencyMs?: number;
    }>(),
    ...timestamps,
  },
  () => [
    check(
      "webhook_targets_type",
      sql`provider_type IN ('wechat', 'feishu', 'dingtalk', 'telegram', 'custom')`,
    ),
    check("webhook_targets_name_length", sql`length(name) BETWEEN 1 AND 100`),
  ],
);

/** Which target hears of what, and when. */
export const notificationBindings = pgTable(
  "notification_bindings",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    notificationType: text("notification_type").notNull(),
    targetId: integer("target_id")
      .notNull()
      .references(() => webhookTargets.id, { onDelete: "cascade" }),
    isEnabled: enabled,
    scheduleCron: text("schedule_cron"),
    scheduleTimezone: text("schedule_timezone"),
    templateOverride: jsonb("template_override").$type<Record<string, unknown>>(),
    ...timestamps,
  },
  (table) => [
    uniqueIndex("notification_bindings_pair").on(table.notificationType, table.targetId),
    index("notification_bindings_target").on(table.targetId),
    check("notification_bindings_type", NOTIFICATION_TYPES),
  ],
);

/** What was sent, or could not be. `dedupe_key` makes an alert of one threshold and window go out once. */
export const notificationDeliveries = pgTable(
  "notification_deliveries",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    notificationType: text("notification_type").notNull(),
    targetId: integer("target_id")
      .notNull()
      .references(() => webhookTargets.id, { onDelete: "cascade" }),
    dedupeKey: text("dedupe_key").notNull(),
    status: text("status").notNull().default("pending"),
    tries: integer("tries").notNull().default(0),
    nextTryAt: instant("next_try_at"),
    lastError: text("last_error"),
    message: jsonb("message").$type<Record<string, unknown>>().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    deliveredAt: instant("delivered_at"),
  },
  (table) => [
    uniqueIndex("notification_deliveries_once").on(table.targetId, table.dedupeKey),
    index("notification_deliveries_due").on(table.nextTryAt).where(sql`status = 'pending'`),
    index("notification_deliveries_time").on(table.createdAt),
    check("notification_deliveries_status", sql`status IN ('pending', 'delivered', 'failed')`),
    check("notification_deliveries_type", NOTIFICATION_TYPES),
  ],
);
