import { sql } from "drizzle-orm";
import { boolean, check, integer, jsonb, numeric, pgTable, text } from "drizzle-orm/pg-core";
import { enabled, instant, sealed, spendLimitChecks, spendLimits, timestamps } from "./columns";

const identity = {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  name: text("name").notNull(),
  description: text("description"),
  url: text("url").notNull(),
  /** The upstream credential, sealed. */
  secret: sealed("secret").notNull(),
  /** Its first and last characters, to recognise it by. */
  secretHint: text("secret_hint").notNull(),
  websiteUrl: text("website_url"),
  type: text("type").notNull().default("claude"),
  isEnabled: enabled,
};

const routing = {
  weight: integer("weight").notNull().default(1),
  priority: integer("priority").notNull().default(0),
  costMultiplier: numeric("cost_multiplier", { precision: 10, scale: 4 }).notNull().default("1"),
  groups: text("groups").array().notNull().default(sql`'{}'::text[]`),
  allowedModels: text("allowed_models").array().notNull().default(sql`'{}'::text[]`),
  /** Ordered pairs [from, to]: an object would lose the order. */
  modelRedirects: jsonb("model_redirects").$type<[string, string][]>().notNull().default([]),
  joinClaudePool: boolean("join_claude_pool").notNull().default(false),
};

const resilience = {
  maxRetryAttempts: integer("max_retry_attempts"),
  breakerFailureThreshold: integer("breaker_failure_threshold").notNull().default(5),
  breakerOpenDurationMs: integer("breaker_open_duration_ms").notNull().default(1_800_000),
  breakerHalfOpenSuccesses: integer("breaker_half_open_successes").notNull().default(2),
  firstByteTimeoutMs: integer("first_byte_timeout_ms").notNull().default(0),
  idleTimeoutMs: integer("idle_timeout_ms").notNull().default(0),
  totalTimeoutMs: integer("total_timeout_ms").notNull().default(0),
  /** May hold a password, hence sealed. */
  proxyUrl: sealed("proxy_url"),
  proxyFallbackToDirect: boolean("proxy_fallback_to_direct").notNull().default(false),
};

const overrides = {
  preserveClientIp: boolean("preserve_client_ip").notNull().default(false),
  customHeaders: jsonb("custom_headers").$type<Record<string, string>>().notNull().default({}),
  cacheTtlPreference: text("cache_ttl_preference"),
  context1mPreference: text("context_1m_preference"),
  codexInstructionsStrategy: text("codex_instructions_strategy").notNull().default("auto"),
  codexOfficialInstructions: text("codex_official_instructions"),
  codexReasoningEffort: text("codex_reasoning_effort"),
  codexReasoningSummary: text("codex_reasoning_summary"),
  codexTextVerbosity: text("codex_text_verbosity"),
  codexParallelToolCalls: boolean("codex_parallel_tool_calls"),
  translationEnabled: boolean("translation_enabled").notNull().default(true),
  mcpPassthroughType: text("mcp_passthrough_type").notNull().default("none"),
  mcpPassthroughUrl: text("mcp_passthrough_url"),
};

export const providers = pgTable(
  "providers",
  {
    ...identity,
    ...routing,
    ...spendLimits,
    ...resilience,
    ...overrides,
    ...timestamps,
    deletedAt: instant("deleted_at"),
  },
  () => [
    check(
      "providers_type",
      sql`type IN ('claude', 'claude-auth', 'codex', 'gemini', 'gemini-cli', 'openai-compatible')`,
    ),
    check("providers_name_length", sql`length(name) BETWEEN 1 AND 64`),
    check("providers_weight", sql`weight BETWEEN 1 AND 100`),
    check("providers_priority", sql`priority >= 0`),
    check("providers_cost_multiplier", sql`cost_multiplier >= 0`),
    check("providers_retries", sql`max_retry_attempts BETWEEN 1 AND 10`),
    check(
      "providers_breaker",
      sql`breaker_failure_threshold >= 0 AND breaker_open_duration_ms BETWEEN 1000 AND 86400000
        AND breaker_half_open_successes BETWEEN 1 AND 10`,
    ),
    check(
      "providers_timeouts",
      sql`first_byte_timeout_ms >= 0 AND idle_timeout_ms >= 0 AND total_timeout_ms >= 0`,
    ),
    check("providers_cache_ttl", sql`cache_ttl_preference IN ('5m', '1h')`),
    check("providers_context_1m", sql`context_1m_preference IN ('force_enable', 'disabled')`),
    check(
      "providers_codex_instructions",
      sql`codex_instructions_strategy IN ('auto', 'force_official', 'keep_original')`,
    ),
    check("providers_mcp", sql`mcp_passthrough_type IN ('none', 'minimax', 'glm', 'custom')`),
    ...spendLimitChecks("providers"),
  ],
);
