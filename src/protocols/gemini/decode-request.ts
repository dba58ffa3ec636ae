import type { RequestSource, Translated } from "../ir/codec";
import { LossList } from "../ir/loss";
import type { JsonValue } from "../ir/opaque";
import { type TextPart, textPart } from "../ir/part";
import type { Instruction, IrRequest } from "../ir/request";
import { decodeContents } from "./decode-contents";
import { decodeOutputFormat, decodeSampling, decodeThinking } from "./decode-generation-config";
import { wireParts } from "./decode-part";
import { decodeToolChoice, decodeTools } from "./decode-tools";
import { flattenOwn, ownRequestFields } from "./own-request-fields";
import {
  listOf,
  numberOrNull,
  objectOrEmpty,
  stringOrNull,
  stringsOf,
  wireError,
  wireObject,
} from "./read-wire";
import { unwrapRequest } from "./unwrap-request";

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
  const config = objectOrEmpty(wire.generationConfig);
  const { format, members } = decodeOutputFormat(config);
  const toolConfig = objectOrEmpty(wire.toolConfig);
  const fields = flattenOwn(ownRequestFields(wire, config, toolConfig, members));
  const value: IrRequest = {
    instructions: decodeSystem(wire.systemInstruction, losses),
    turns: decodeContents(wire.contents),
    tools: decodeTools(wire.tools),
    toolChoice: decodeToolChoice(toolConfig),
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
    own: fields && { protocol: "gemini", fields },
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
