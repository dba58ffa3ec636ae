import type { Effort } from "../ir/effort";
import type { JsonObject } from "../ir/opaque";
import type { OutputFormat, ReasoningConfig, Sampling } from "../ir/request";
import { toJsonSchema } from "./json-schema";
import { isObject, numberOrNull, stringOrNull, wireObject } from "./read-wire";

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

/** The form of the answer, and the members that say it in a way nobody else has (`text/x.enum`). */
export function decodeOutputFormat(config: JsonObject): {
  readonly format: OutputFormat | null;
  readonly members: JsonObject;
} {
  const { responseMimeType, responseSchema, responseJsonSchema } = config;
  switch (responseMimeType) {
    case undefined:
    case null:
    case "":
      return { format: null, members: {} };
    case "text/plain":
      return { format: { kind: "text" }, members: {} };
    case "application/json": {
      const schema = isObject(responseJsonSchema) ? responseJsonSchema : responseSchema;
      return { format: isObject(schema) ? jsonSchema(schema) : { kind: "json" }, members: {} };
    }
    default:
      return { format: null, members: { responseMimeType, ...(responseSchema && { responseSchema }) } };
  }
}

function jsonSchema(schema: JsonObject): OutputFormat {
  return { kind: "json-schema", name: null, description: null, schema: toJsonSchema(schema), strict: null };
}
