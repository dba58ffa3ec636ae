import type { AnswerFacts, Translated } from "../ir/codec";
import { LossList } from "../ir/loss";
import { type JsonObject, type JsonValue, ownFieldsOf } from "../ir/opaque";
import type { MediaPart, Part, ReasoningPart, ToolCallPart } from "../ir/part";
import type { Candidate, IrResponse } from "../ir/response";
import { encodeAnnotation } from "./annotations";
import { dataUri } from "./data-uri";
import { usesLegacyFunctions } from "./decode-tools";
import { encodeFinish } from "./finish-reason";
import { isJsonList, isJsonObject } from "./read-members";
import { sealedDetail, stretchId } from "./reasoning-details";
import { serviceTierToWire, usageToWire } from "./usage-to-wire";

/** Makes a `chat.completion`. */
export function encodeResponse(response: IrResponse, facts: AnswerFacts): Translated<JsonObject> {
  const losses = new LossList();
  const isLegacy = usesLegacyFunctions(facts.request);
  const value: JsonObject = {
    ...ownFieldsOf(response.own, "openai-chat"),
    id: completionId(facts),
    object: "chat.completion",
    created: facts.createdAt,
    model: facts.model,
    choices: response.candidates.map((candidate) => encodeChoice(candidate, isLegacy, losses)),
    ...(response.usage ? { usage: usageToWire(response.usage) } : {}),
    ...serviceTierToWire(response.usage),
  };
  return { value, losses: losses.losses };
}

/** The id of an answer, in one piece or as a stream. */
export function completionId({ requestId }: AnswerFacts): string {
  return `chatcmpl-${requestId}`;
}

function encodeChoice({ index, parts, finish }: Candidate, isLegacy: boolean, losses: LossList): JsonObject {
  const calls = parts.filter((part) => part.kind === "tool-call");
  const refusal = textsOf(parts, "refusal");
  const text = textsOf(parts, "text");
  for (const part of parts) if (part.kind === "opaque") losses.dropped("opaque-content", part.what);
  const message = {
    role: "assistant",
    content: text === "" && (calls.length > 0 || refusal !== "") ? null : text,
    refusal: refusal === "" ? null : refusal,
    ...reasoningMembers(parts),
    ...listMember("annotations", annotationsOf(parts, losses)),
    ...listMember(
      "images",
      parts.flatMap((part) => (part.kind === "media" ? encodeImage(part, losses) : [])),
    ),
    ...(isLegacy ? legacyCall(calls, losses) : listMember("tool_calls", calls.map(encodeAnswerCall))),
  };
  const seen = { hasCalls: calls.length > 0, hasRefusal: refusal !== "" };
  return { index, message, logprobs: null, finish_reason: encodeFinish(finish, seen, isLegacy) };
}

function textsOf(parts: readonly Part[], kind: "text" | "refusal" | "reasoning"): string {
  return parts.flatMap((part) => (part.kind === kind ? [part.text] : [])).join("");
}

function listMember(name: string, list: readonly JsonValue[]): JsonObject {
  return list.length === 0 ? {} : { [name]: list };
}

/** Both names that clients look for, and what vendors want back, sealed. */
function reasoningMembers(parts: readonly Part[]): JsonObject {
  const text = textsOf(parts, "reasoning");
  const details: JsonValue[] = [];
  let start = 0;
  for (const part of parts) {
    if (part.kind === "reasoning") {
      const end = start + part.text.length;
      details.push(...reasoningDetails(part, stretchId(start, end), details.length));
      start = end;
    }
    if (part.kind === "tool-call") details.push(...callDetails(part, details.length));
  }
  return {
    ...(text === "" ? {} : { reasoning_content: text, reasoning: text }),
    ...listMember("reasoning_details", details),
  };
}

/** Details of an upstream that speaks this protocol go on as they came. */
export function reasoningDetails(
  { opaque }: Pick<ReasoningPart, "opaque">,
  id: string,
  index: number,
): readonly JsonValue[] {
  if (!opaque) return [];
  if (opaque.protocol === "openai-chat" && isJsonList(opaque.value)) return opaque.value;
  return [sealedDetail(opaque, id, index)];
}

/** A call's signature goes into the details under the call's id; one of this protocol stands in the call itself. */
export function callDetails(
  { id, opaque }: Pick<ToolCallPart, "id" | "opaque">,
  index: number,
): readonly JsonValue[] {
  return opaque && opaque.protocol !== "openai-chat" ? [sealedDetail(opaque, id, index)] : [];
}

function annotationsOf(parts: readonly Part[], losses: LossList): readonly JsonObject[] {
  let start = 0;
  return parts.flatMap((part) => {
    if (part.kind !== "text") return [];
    const stretch = { start, end: start + part.text.length };
    start = stretch.end;
    return part.citations.flatMap((citation) => encodeAnnotation(citation, stretch, losses));
  });
}

function encodeImage({ source, mediaType }: MediaPart, losses: LossList): readonly JsonObject[] {
  if (source.kind === "url") return [{ type: "image_url", image_url: { url: source.url } }];
  if (source.kind === "base64" && mediaType?.startsWith("image/"))
    return [imageMember(mediaType, source.data)];
  losses.dropped("media", mediaType ?? source.kind);
  return [];
}

export function imageMember(mediaType: string, data: string): JsonObject {
  return { type: "image_url", image_url: { url: dataUri({ mediaType, data }) } };
}

function encodeAnswerCall({ id, name, form, input, opaque }: ToolCallPart): JsonObject {
  const own = ownSignature(opaque);
  if (form === "custom") return { ...own, id, type: "custom", custom: { name, input } };
  return { ...own, id, type: "function", function: { name, arguments: input === "" ? "{}" : input } };
}

/** What an upstream of this protocol put beside a call. */
export function ownSignature(opaque: ToolCallPart["opaque"]): JsonObject {
  return opaque?.protocol === "openai-chat" && isJsonObject(opaque.value) ? opaque.value : {};
}

function legacyCall(calls: readonly ToolCallPart[], losses: LossList): JsonObject {
  const [call] = calls;
  if (!call) return {};
  if (calls.length > 1) losses.dropped("parallel-tool-calls", "function_call holds one call");
  return { function_call: { name: call.name, arguments: call.input === "" ? "{}" : call.input } };
}
