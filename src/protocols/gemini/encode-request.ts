import { checkForeignFields } from "../ir/check-foreign-fields";
import type { EncodedRequest, RequestTarget } from "../ir/codec";
import { LossList } from "../ir/loss";
import { type JsonObject, ownFieldsOf } from "../ir/opaque";
import type { Part } from "../ir/part";
import type { Instruction, IrRequest } from "../ir/request";
import { encodeContents } from "./encode-contents";
import { encodeGenerationConfig, formatInstruction, mustSpellFormatOut } from "./encode-generation-config";
import { encodeToolChoice, encodeTools } from "./encode-tools";
import { type GeminiModel, geminiModel } from "./model-generation";
import { unflattenOwn } from "./own-request-fields";
import { ToolNames } from "./tool-names";

/**
 * A request as the Gemini API takes it; docs/protocols/gemini.md says what of it is kept.
 *
 * @throws {TranslationError} `untranslatable`
 */
export function encodeRequest(request: IrRequest, target: RequestTarget): EncodedRequest {
  const losses = new LossList();
  const names = new ToolNames();
  const model = geminiModel(target.model);
  const own = unflattenOwn(ownFieldsOf(request.own, "gemini"));
  const tools = encodeTools(request.tools, { model, names, losses });
  const generationConfig = {
    ...encodeGenerationConfig(request, model, target.modelMaxOutputTokens, losses),
    ...own.generationConfig,
  };
  const functionCallingConfig = encodeToolChoice(request.toolChoice, tools, { names, losses });
  const toolConfig = { ...(functionCallingConfig && { functionCallingConfig }), ...own.toolConfig };
  const system = systemInstruction(request, model);
  const body: JsonObject = {
    contents: encodeContents(request.turns, { model, names, losses }),
    ...(system && { systemInstruction: system }),
    ...(tools.length > 0 && { tools }),
    ...(Object.keys(toolConfig).length > 0 && { toolConfig }),
    ...(Object.keys(generationConfig).length > 0 && { generationConfig }),
    ...serviceTier(request.serviceTier, losses),
    ...own.top,
  };
  losses.addAll(checkForeignFields(request, "gemini"));
  tellLosses(request, losses);
  return {
    ...endpoint(target),
    headers: [],
    body,
    losses: losses.losses,
    toolNames: names.toolNames,
  };
}

function endpoint({ model, wantsStream }: RequestTarget): Pick<EncodedRequest, "path" | "query"> {
  const method = wantsStream ? "streamGenerateContent" : "generateContent";
  return {
    path: `/v1beta/models/${encodeURIComponent(model)}:${method}`,
    query: wantsStream ? "?alt=sse" : "",
  };
}

function systemInstruction(request: IrRequest, model: GeminiModel): JsonObject | null {
  const texts = request.instructions.flatMap(({ parts }) => parts.map(({ text }) => text));
  if (request.outputFormat && mustSpellFormatOut(request, model)) {
    texts.push(formatInstruction(request.outputFormat));
  }
  const parts = texts.filter((text) => text !== "").map((text) => ({ text }));
  const fields = request.instructions.map((one) => ownFieldsOf(one.own, "gemini"));
  return parts.length === 0 ? null : { parts, ...fields[0] };
}

/** Names of tiers by what the others call them; null for those that leave it to the vendor. */
const TIERS: ReadonlyMap<string, string | null> = new Map([
  ["auto", null],
  ["default", "standard"],
  ["standard", "standard"],
  ["standard_only", "standard"],
  ["flex", "flex"],
  ["priority", "priority"],
]);

function serviceTier(tier: string | null, losses: LossList): JsonObject {
  if (tier === null) return {};
  const wire = TIERS.get(tier);
  if (wire === undefined) losses.dropped("service-tier", tier);
  return wire ? { serviceTier: wire } : {};
}

function tellLosses(request: IrRequest, losses: LossList): void {
  if (request.parallelToolCalls === false) losses.dropped("parallel-tool-calls");
  if (request.verbosity !== null) losses.dropped("verbosity");
  if (request.userId !== null) losses.dropped("user-id");
  if (request.metadata !== null) losses.dropped("metadata");
  // Google keeps no answers to be fetched later: `false` is what it does anyway.
  if (request.store) losses.dropped("store");
  if (request.promptCacheKey !== null) losses.dropped("prompt-cache-key");
  if (hasCacheMarker(request)) losses.dropped("cache-marker");
}

function hasCacheMarker({ instructions, turns, tools }: IrRequest): boolean {
  return (
    tools.some(({ cache }) => cache !== null) ||
    instructions.some(({ parts }: Instruction) => parts.some(isMarked)) ||
    turns.some(({ parts }) => parts.some(isMarked))
  );
}

function isMarked(part: Part): boolean {
  return (
    part.cache !== null || (part.kind === "tool-result" && part.content.some(({ cache }) => cache !== null))
  );
}
