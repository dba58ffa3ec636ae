import { isEffort } from "../ir/effort";
import type { JsonObject, JsonValue } from "../ir/opaque";
import type { OutputFormat, ReasoningConfig } from "../ir/request";
import { isJsonObject, numberOrNull, stringOrNull } from "./wire-reader";

/** What `thinking` and `output_config` say, and what of them the representation cannot hold. */
export interface OutputSettings {
  readonly reasoning: ReasoningConfig | null;
  readonly outputFormat: OutputFormat | null;
  /** `thinking`, `output_config` and `output_format` as they are, where they say more than the above. */
  readonly own: JsonObject;
}

const THINKING_KNOWN = new Set(["type", "budget_tokens", "display"]);
const CONFIG_KNOWN = new Set(["effort", "format"]);
const MODES = { enabled: "on", adaptive: "adaptive", disabled: "off" } as const;
const SUMMARIES = { summarized: "auto", omitted: "none" } as const;

/** Reads `thinking`, `output_config` and its predecessor `output_format`. */
export function decodeOutputSettings(body: JsonObject): OutputSettings {
  const thinking = isJsonObject(body.thinking) ? body.thinking : null;
  const config = isJsonObject(body.output_config) ? body.output_config : null;
  const legacy = body.output_format ?? null;
  const isThinkingOwn = thinking !== null && (!modeOf(thinking) || hasMore(thinking, THINKING_KNOWN));
  // An effort without `thinking` is one for the whole answer, which the representation knows for thought alone.
  const isConfigOwn =
    config !== null && (hasMore(config, CONFIG_KNOWN) || (thinking === null && config.effort !== undefined));
  return {
    reasoning: reasoningOf(thinking, config),
    outputFormat: formatOf(config?.format) ?? formatOf(legacy),
    own: {
      ...(isThinkingOwn && { thinking }),
      ...(isConfigOwn && { output_config: config }),
      ...(legacy !== null && { output_format: legacy }),
    },
  };
}

function hasMore(object: JsonObject, known: ReadonlySet<string>): boolean {
  return Object.keys(object).some((name) => !known.has(name));
}

function modeOf(thinking: JsonObject): ReasoningConfig["mode"] | null {
  return MODES[stringOrNull(thinking.type) as keyof typeof MODES] ?? null;
}

function reasoningOf(thinking: JsonObject | null, config: JsonObject | null): ReasoningConfig | null {
  const effort = isEffort(config?.effort) ? config.effort : null;
  if (!thinking) return effort && { mode: "on", effort, budgetTokens: null, summary: null };
  return {
    mode: modeOf(thinking) ?? "on",
    effort,
    budgetTokens: numberOrNull(thinking.budget_tokens),
    summary: SUMMARIES[stringOrNull(thinking.display) as keyof typeof SUMMARIES] ?? null,
  };
}

function formatOf(wire: JsonValue | undefined): OutputFormat | null {
  if (!isJsonObject(wire) || wire.type !== "json_schema" || !isJsonObject(wire.schema)) return null;
  return { kind: "json-schema", name: null, description: null, schema: wire.schema, strict: true };
}
