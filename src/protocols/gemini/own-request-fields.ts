import type { JsonObject, JsonValue } from "../ir/opaque";
import { otherMembers } from "./read-wire";

/** Top-level members the representation has a place for. The model stands in the path, a session in the envelope. */
const KNOWN: ReadonlySet<string> = new Set([
  "contents",
  "systemInstruction",
  "tools",
  "toolConfig",
  "generationConfig",
  "serviceTier",
  "model",
  "sessionId",
]);

/** Members of `generationConfig` it has a place for. */
const KNOWN_CONFIG: ReadonlySet<string> = new Set([
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

const FUNCTION_CALLING: ReadonlySet<string> = new Set(["functionCallingConfig"]);

/** What only Gemini understands of a request, and where on the wire it stands. */
export interface OwnRequestFields {
  readonly top: JsonObject;
  readonly generationConfig: JsonObject;
  readonly toolConfig: JsonObject;
}

/** @param formatMembers those of the output format that the representation does not hold */
export function ownRequestFields(
  wire: JsonObject,
  generationConfig: JsonObject,
  toolConfig: JsonObject,
  formatMembers: JsonObject,
): OwnRequestFields {
  return {
    top: otherMembers(wire, KNOWN) ?? {},
    generationConfig: { ...otherMembers(generationConfig, KNOWN_CONFIG), ...formatMembers },
    toolConfig: otherMembers(toolConfig, FUNCTION_CALLING) ?? {},
  };
}

/** Begin the flat names of members that stand deeper. */
const CONFIG = "generationConfig.";
const TOOL_CONFIG = "toolConfig.";

/** Members others have a name for the loss of; they stand without the name of what holds them. */
const NAMED_CONFIG: ReadonlySet<string> = new Set(["responseModalities"]);

/** As own fields of the request: flat, so that whoever loses one can name it. */
export function flattenOwn({ top, generationConfig, toolConfig }: OwnRequestFields): JsonObject | null {
  const flat: Record<string, JsonValue> = { ...top };
  for (const [name, value] of Object.entries(generationConfig)) {
    flat[NAMED_CONFIG.has(name) ? name : CONFIG + name] = value;
  }
  for (const [name, value] of Object.entries(toolConfig)) flat[TOOL_CONFIG + name] = value;
  return Object.keys(flat).length === 0 ? null : flat;
}

/** The inverse. */
export function unflattenOwn(fields: JsonObject): OwnRequestFields {
  const top: Record<string, JsonValue> = {};
  const generationConfig: Record<string, JsonValue> = {};
  const toolConfig: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (NAMED_CONFIG.has(name)) generationConfig[name] = value;
    else if (name.startsWith(CONFIG)) generationConfig[name.slice(CONFIG.length)] = value;
    else if (name.startsWith(TOOL_CONFIG)) toolConfig[name.slice(TOOL_CONFIG.length)] = value;
    else top[name] = value;
  }
  return { top, generationConfig, toolConfig };
}
