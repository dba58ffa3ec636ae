import { z } from "zod";
import { CACHE_TTL_PREFERENCES } from "@/domain/key/schema";
import { displayName, groupList, nameList } from "@/domain/name-schema";
import { customHeaders, httpUrl, openUrl, proxyUrl } from "@/domain/outbound/schema";
import { countLimit, DAILY_RESET_MODES, dailyResetTime, usdLimit } from "@/domain/quota/spend-limits";
import { breaks } from "@/domain/rule-issue";
import { PROVIDER_TYPES } from "./provider-type";

/** People paste keys with what stood around them; none of it belongs to a key. */
const upstreamKey = z
  .string()
  .transform((text) => text.trim().replace(/^(?:bearer\s+)?["']?|["']?$/gi, ""))
  .pipe(z.string().min(1).max(8_192));

/** Codex's own are some 20 thousand characters long. */
const MAX_INSTRUCTIONS_LENGTH = 200_000;

const blankToNull = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === "" ? null : value), schema.nullable());

/** A timeout in ms: 0 = none, else within its range. */
const timeoutMs = (min: number, max: number) =>
  z
    .number()
    .int()
    .refine(
      (ms) => ms === 0 || (ms >= min && ms <= max),
      breaks("zeroOrWithin", `must be 0 or from ${min} to ${max}`, { min, max }),
    );

const modelName = z.string().trim().min(1).max(200);

/** The original writes redirects as an object; pairs keep their order, which decides. */
const modelRedirects = z.preprocess(
  (value) =>
    value !== null && typeof value === "object" && !Array.isArray(value) ? Object.entries(value) : value,
  z
    .array(z.tuple([modelName, modelName]))
    .max(200)
    .nullable(),
);

const preference = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(["inherit", ...values]).nullable();

/** A provider as scripts and forms write it. Names (snake case) and ranges are the product's public ones. */
const ProviderFields = z.object({
  name: displayName,
  url: openUrl(255),
  key: upstreamKey,
  website_url: blankToNull(httpUrl(512)),
  is_enabled: z.boolean(),
  provider_type: z.enum(PROVIDER_TYPES),
  weight: z.number().int().min(1).max(100),
  priority: z.number().int().min(0).max(2_147_483_647),
  cost_multiplier: z.coerce.number().min(0).max(999_999),
  group_tag: groupList,
  allowed_models: nameList(500, 200).nullable(),
  model_redirects: modelRedirects,
  join_claude_pool: z.boolean(),
  translation_enabled: z.boolean(),
  limit_5h_usd: usdLimit(10_000),
  limit_daily_usd: usdLimit(100_000),
  limit_weekly_usd: usdLimit(50_000),
  limit_monthly_usd: usdLimit(200_000),
  limit_total_usd: usdLimit(10_000_000),
  limit_concurrent_sessions: countLimit(1_000),
  daily_reset_mode: z.enum(DAILY_RESET_MODES),
  daily_reset_time: dailyResetTime,
  max_retry_attempts: z.number().int().min(1).max(10).nullable(),
  circuit_breaker_failure_threshold: z.number().int().min(0).max(10_000),
  circuit_breaker_open_duration: z.number().int().min(1_000).max(86_400_000),
  circuit_breaker_half_open_success_threshold: z.number().int().min(1).max(10),
  first_byte_timeout_streaming_ms: timeoutMs(1_000, 180_000),
  streaming_idle_timeout_ms: timeoutMs(1_000, 600_000),
  request_timeout_non_streaming_ms: timeoutMs(1_000, 1_800_000),
  proxy_url: blankToNull(proxyUrl),
  proxy_fallback_to_direct: z.boolean(),
  preserve_client_ip: z.boolean(),
  custom_headers: customHeaders,
  cache_ttl_preference: z.enum(CACHE_TTL_PREFERENCES).nullable(),
  context_1m_preference: preference(["force_enable", "disabled"]),
  codex_reasoning_effort_preference: preference(["none", "minimal", "low", "medium", "high", "xhigh"]),
  codex_reasoning_summary_preference: preference(["auto", "detailed"]),
  codex_text_verbosity_preference: preference(["low", "medium", "high"]),
  codex_parallel_tool_calls_preference: preference(["true", "false"]),
  codex_instructions_strategy: z.enum(["auto", "force_official", "keep_original"]),
  codex_official_instructions: blankToNull(z.string().max(MAX_INSTRUCTIONS_LENGTH)),
  mcp_passthrough_type: z.enum(["none", "minimax", "glm", "custom"]),
  mcp_passthrough_url: blankToNull(openUrl(512)),
});

export const CreateProvider = ProviderFields.partial().extend({
  name: displayName,
  url: openUrl(255),
  key: upstreamKey,
});
export type CreateProvider = z.output<typeof CreateProvider>;

export const UpdateProvider = ProviderFields.partial();
export type UpdateProvider = z.output<typeof UpdateProvider>;
