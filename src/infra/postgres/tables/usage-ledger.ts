import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { modelPrices } from "./model-prices";

const tokens = (name: string) => bigint(name, { mode: "number" }).notNull().default(0);

const usageColumns = {
  inputTokens: tokens("input_tokens"),
  cacheReadTokens: tokens("cache_read_tokens"),
  cacheWrite5mTokens: tokens("cache_write_5m_tokens"),
  cacheWrite1hTokens: tokens("cache_write_1h_tokens"),
  outputTokens: tokens("output_tokens"),
  reasoningTokens: tokens("reasoning_tokens"),
  webSearches: tokens("web_searches"),
};

/**
 * One immutable row per billed upstream call. It is the truth about money; nothing updates or deletes it, and the
 * request log may be purged without changing a total. `cost_usd` null = no price was known.
 */
export const usageLedger = pgTable(
  "usage_ledger",
  {
    requestId: uuid("request_id").notNull(),
    attempt: integer("attempt").notNull(),
    occurredAt: instant("occurred_at").notNull(),
    userId: integer("user_id").notNull(),
    keyId: integer("key_id").notNull(),
    providerId: integer("provider_id").notNull(),
    model: text("model").notNull(),
    ...usageColumns,
    /** Parts of the input and of the output that may have a price of their own. */
    imageInputTokens: tokens("image_input_tokens"),
    imageOutputTokens: tokens("image_output_tokens"),
    /** Which of the price's tables was charged. */
    serviceTier: text("service_tier").notNull().default("standard"),
    costUsd: numeric("cost_usd", { precision: 21, scale: 15 }),
    costMultiplier: numeric("cost_multiplier", { precision: 10, scale: 4 }).notNull(),
    priceId: bigint("price_id", { mode: "number" }).references(() => modelPrices.id),
    priceSource: text("price_source"),
    isEstimated: boolean("is_estimated").notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.requestId, table.attempt] }),
    index("usage_ledger_time").on(table.occurredAt),
    check("usage_ledger_service_tier", sql`service_tier IN ('standard', 'flex', 'priority')`),
    check("usage_ledger_attempt", sql`attempt > 0`),
    check("usage_ledger_priced", sql`(cost_usd IS NULL) = (price_id IS NULL)`),
  ],
);

/** What the roll-ups sum. */
const rollupColumns = {
  requests: tokens("requests"),
  errors: tokens("errors"),
  refusals: tokens("refusals"),
  ...usageColumns,
  costUsd: numeric("cost_usd", { precision: 27, scale: 15 }).notNull().default("0"),
  unpricedCalls: tokens("unpriced_calls"),
  /** Calls that read or wrote a prompt cache, all their tokens, and what those that wrote one cost. */
  cachedCalls: tokens("cached_calls"),
  cachedCallTokens: tokens("cached_call_tokens"),
  cacheWriteCallsUsd: numeric("cache_write_calls_usd", { precision: 27, scale: 15 }).notNull().default("0"),
  durationMsSum: tokens("duration_ms_sum"),
  firstByteMsSum: tokens("first_byte_ms_sum"),
  firstByteCount: tokens("first_byte_count"),
  /** Output tokens and generation time of calls slow enough to tell a rate from: tokens per second. */
  ratedOutputTokens: tokens("rated_output_tokens"),
  ratedMs: tokens("rated_ms"),
  /** What translation could not carry over, in both directions, of the requests counted here. */
  losses: tokens("losses"),
};

/**
 * The ledger and the outcomes of requests, summed by UTC hour. Filled in the same transaction as the rows it sums.
 * Charts, leaderboards, totals and limits read it. `model` is the billed one.
 */
export const usageHourly = pgTable(
  "usage_hourly",
  {
    hour: instant("hour").notNull(),
    userId: integer("user_id").notNull(),
    keyId: integer("key_id").notNull(),
    providerId: integer("provider_id").notNull(),
    model: text("model").notNull(),
    ...rollupColumns,
  },
  (table) => [
    primaryKey({ columns: [table.hour, table.userId, table.keyId, table.providerId, table.model] }),
    index("usage_hourly_user").on(table.userId, table.hour),
    index("usage_hourly_key").on(table.keyId, table.hour),
    index("usage_hourly_provider").on(table.providerId, table.hour),
    index("usage_hourly_losses").on(table.hour).where(sql`losses > 0`),
  ],
);

/**
 * The same by day on the clocks of a time zone (the hub's), once by user and once by provider and model: what charts,
 * leaderboards and the log's sums over weeks and years read. An hour that a local midnight divides belongs to the day it begins in,
 * which matters where zones are off by half hours: their days begin with the first whole UTC hour.
 * Filled in the same transaction; all of it can be made anew from `usage_hourly`.
 */
export const usageDaily = pgTable(
  "usage_daily",
  {
    zone: text("zone").notNull(),
    /** Of what the row is a sum: of all rows of a user, or of a model at a provider. */
    scope: text("scope").notNull(),
    day: date("day").notNull(),
    /** The user's or the provider's id. */
    subjectId: integer("subject_id").notNull(),
    /** The billed model in rows of providers; empty in those of users. */
    model: text("model").notNull(),
    ...rollupColumns,
  },
  (table) => [
    primaryKey({ columns: [table.zone, table.scope, table.day, table.subjectId, table.model] }),
    check("usage_daily_scope", sql`scope IN ('user', 'provider_model')`),
  ],
);

/**
 * How providers did, by UTC hour: what availability over days and weeks reads. `usage_hourly` knows it too, but in some
 * hundred rows for each of these. Filled in the same transaction; all of it can be made anew from there.
 */
export const providerHourly = pgTable(
  "provider_hourly",
  {
    hour: instant("hour").notNull(),
    providerId: integer("provider_id").notNull(),
    requests: tokens("requests"),
    errors: tokens("errors"),
    durationMsSum: tokens("duration_ms_sum"),
  },
  (table) => [primaryKey({ columns: [table.hour, table.providerId] })],
);
