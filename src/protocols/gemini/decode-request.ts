import type { RequestSource, Translated } from "../ir/codec";
import { type LossFeature, LossList } from "../ir/loss";
import type { JsonObject, JsonValue } from "../ir/opaque";
import { type TextPart, textPart } from "../ir/part";
import type { Instruction, IrRequest } from "../ir/request";
import { decodeContents } from "./decode-contents";
import {
  decodeOutputFormat,
  decodeSampling,
  decodeThinking,
  generationConfigOf,
  KNOWN_GENERATION_CONFIG,
} from "./decode-generation-config";
import { wireParts } from "./decode-part";
import { decodeToolChoice, decodeTools } from "./decode-tools";
import {
  isObject,
  listOf,
  numberOrNull,
  objectOrEmpty,
  otherMembers,
  stringOrNull,
  stringsOf,
  wireError,
  wireObject,
} from "./read-wire";
import { unwrapRequest } from "./unwrap-request";

/** Members the representation has a place for. The model stands in the path, a session in the envelope. */
const KNOWN: ReadonlySet<string> = new Set([
  "contents",
  "systemInstruction",
  "tools",
  "toolConfig",
  "generationConfig",
  "serviceTier",
  "model",
  "sessionId",
  "session_id",
]);

/**
 * A request of the Gemini API, plain or in the envelope of Code Assist or of counting.
 *
 * @throws {TranslationError} `invalid_request`
 */
export function decodeRequest({ body, wantsStream }: RequestSource): Translated<IrRequest> {
  const wire = unwrapRequest(body);
  if (wire.contents === undefined || wire.contents === null) {
    throw wireError("invalid_request", "contents must be given", "contents");
  }
  const losses = new LossList();
  const config = generationConfigOf(wire);
  const { format, original } = decodeOutputFormat(config);
  const fields = ownFields(wire, config, original);
  tellLosses(fields, losses);
  if (format === null && Object.keys(original).length > 0)
    losses.dropped("output-format", "responseMimeType");
  const value: IrRequest = {
    instructions: decodeSystem(wire.systemInstruction, losses),
    turns: decodeContents(wire.contents),
    tools: decodeTools(wire.tools),
    toolChoice: decodeToolChoice(wire.toolConfig),
    parallelToolCalls: null,
    sampling: decodeSampling(config),
    maxOutputTokens: numberOrNull(config.maxOutputTokens) || null,
    stopSequences: stringsOf(config.stopSequences),
    reasoning: decodeThinking(config),
    outputFormat: format,
    verbosity: null,
    userId: null,
    metadata: null,
    serviceTier: decodeServiceTier(wire.serviceTier),
    store: null,
    promptCacheKey: null,
    wantsStream,
    // Every stream of Gemini's tells its usage.
    wantsStreamUsage: wantsStream,
    own: Object.keys(fields).length === 0 ? null : { protocol: "gemini", fields },
  };
  return { value, losses: losses.losses };
}

function decodeSystem(system: JsonValue | undefined, losses: LossList): readonly Instruction[] {
  if (system === undefined || system === null) return [];
  const wire = wireObject(typeof system === "string" ? { parts: [{ text: system }] } : system);
  if (!wire) throw wireError("invalid_request", "it must be a content", "systemInstruction");
  const parts = wireParts(listOf(wire.parts), "invalid_request", "systemInstruction").flatMap(
    (part): readonly TextPart[] => {
      if (typeof part.text === "string") return [textPart(part.text)];
      losses.dropped("instruction-role", "systemInstruction part that is no text");
      return [];
    },
  );
  const { role } = wire;
  const own = role === undefined ? null : ({ protocol: "gemini", fields: { role } } as const);
  return parts.length === 0 ? [] : [{ role: "system", parts, own }];
}

/** OpenAI and Anthropic call the standard tier the default one. */
function decodeServiceTier(tier: JsonValue | undefined): string | null {
  const name =
    stringOrNull(tier)
      ?.toLowerCase()
      .replace(/^service_tier_/, "") ?? null;
  if (name === "standard") return "default";
  return name === "unspecified" ? null : name;
}

/** What goes back to Gemini as it came, and means nothing to anybody else. */
function ownFields(wire: JsonObject, config: JsonObject, original: JsonObject): JsonObject {
  const rest = { ...otherMembers(config, KNOWN_GENERATION_CONFIG), ...original };
  const toolConfig = ownToolConfig(wire.toolConfig);
  return {
    ...otherMembers(wire, KNOWN),
    ...(Object.keys(rest).length > 0 && { generationConfig: rest }),
    ...(toolConfig && { toolConfig }),
  };
}

/** Kept where it says more than the tool choice does. */
function ownToolConfig(toolConfig: JsonValue | undefined): JsonObject | null {
  const wire = objectOrEmpty(toolConfig);
  const { mode } = objectOrEmpty(wire.functionCallingConfig);
  const isMore = Object.keys(wire).some((key) => key !== "functionCallingConfig") || mode === "VALIDATED";
  return isMore ? wire : null;
}

const FEATURES: Readonly<Record<string, LossFeature>> = {
  cachedContent: "cached-content",
  safetySettings: "safety-settings",
  modelArmorConfig: "safety-settings",
  labels: "metadata",
  store: "store",
  mediaResolution: "image-detail",
  responseModalities: "modalities",
  speechConfig: "modalities",
  imageConfig: "modalities",
  responseFormat: "output-format",
};

/** Members that say in other words what the representation has. */
const HELD: ReadonlySet<string> = new Set(["responseMimeType", "responseSchema", "responseJsonSchema"]);

function tellLosses({ generationConfig, toolConfig, ...rest }: JsonObject, losses: LossList): void {
  const members = { ...rest, ...(isObject(generationConfig) ? generationConfig : {}) };
  for (const name of Object.keys(members)) {
    if (!HELD.has(name)) losses.dropped(FEATURES[name] ?? "unknown-field", name);
  }
  const others = Object.keys(objectOrEmpty(toolConfig)).filter((key) => key !== "functionCallingConfig");
  for (const name of others) losses.dropped("unknown-field", `toolConfig.${name}`);
}
