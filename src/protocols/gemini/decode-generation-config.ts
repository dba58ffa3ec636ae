import type { Effort } from "../ir/effort";
import type { JsonObject } from "../ir/opaque";
import type { OutputFormat, ReasoningConfig, Sampling } from "../ir/request";
import { toJsonSchema } from "./json-schema";
import { isObject, numberOrNull, objectOrEmpty, stringOrNull, wireObject } from "./read-wire";

/** Members of `generationConfig` that the representation has a place for. */
export const KNOWN_GENERATION_CONFIG: ReadonlySet<string> = new Set([
  "temperature",
  "topP",
  "topK",
  "frequencyPenalty",
  "presencePenalty",
  "seed",
  "candidateCount",
  "responseLogprobs",
  "logprobs",
  "maxOutputTokens",
  "stopSequences",
  "thinkingConfig",
  "responseMimeType",
  "responseSchema",
  "responseJsonSchema",
]);

export function decodeSampling(config: JsonObject): Sampling {
  return {
    temperature: numberOrNull(config.temperature),
    topP: numberOrNull(config.topP),
    topK: numberOrNull(config.topK),
    frequencyPenalty: numberOrNull(config.frequencyPenalty),
    presencePenalty: numberOrNull(config.presencePenalty),
    seed: numberOrNull(config.seed),
    candidates: numberOrNull(config.candidateCount),
    topLogprobs: config.responseLogprobs === true ? (numberOrNull(config.logprobs) ?? 0) : null,
  };
}

const LEVELS: ReadonlyMap<string, Effort> = new Map<string, Effort>([
  ["MINIMAL", "minimal"],
  ["LOW", "low"],
  ["MEDIUM", "medium"],
  ["HIGH", "high"],
]);

/** A budget of -1 leaves it to the model, one of 0 forbids to think. */
export function decodeThinking(config: JsonObject): ReasoningConfig | null {
  const wire = wireObject(config.thinkingConfig);
  if (!wire) return null;
  const summary = wire.includeThoughts === true ? "auto" : "none";
  const effort = LEVELS.get(stringOrNull(wire.thinkingLevel)?.toUpperCase() ?? "") ?? null;
  const budget = numberOrNull(wire.thinkingBudget);
  if (budget === 0) return { mode: "off", effort: null, budgetTokens: null, summary };
  if (budget !== null && budget < 0) return { mode: "adaptive", effort, budgetTokens: null, summary };
  return { mode: "on", effort, budgetTokens: budget, summary };
}

/**
 * The form of the answer, and the members that said it where the format does not say them word for word; null for a
 * type nobody else has (`text/x.enum`), which is in those members alone.
 */
export function decodeOutputFormat(config: JsonObject): {
  readonly format: OutputFormat | null;
  readonly original: JsonObject;
} {
  const { responseMimeType, responseSchema, responseJsonSchema } = config;
  const wire = isObject(responseJsonSchema) ? responseJsonSchema : responseSchema;
  const original = {
    ...(responseMimeType !== undefined && { responseMimeType }),
    ...(responseSchema !== undefined && { responseSchema }),
    ...(responseJsonSchema !== undefined && { responseJsonSchema }),
  };
  if (responseMimeType === "text/plain") return { format: { kind: "text" }, original };
  if (responseMimeType !== "application/json") return { format: null, original };
  if (!isObject(wire)) return { format: { kind: "json" }, original: {} };
  const schema = toJsonSchema(wire);
  return {
    format: { kind: "json-schema", name: null, description: null, schema, strict: null },
    original: schema === responseJsonSchema ? {} : original,
  };
}

export function generationConfigOf(request: JsonObject): JsonObject {
  return objectOrEmpty(request.generationConfig);
}
