import { parseJson } from "@/lib/parse-json";
import type { AnswerFacts, Translated } from "../ir/codec";
import { functionInputOf } from "../ir/custom-tools";
import { LossList } from "../ir/loss";
import { type JsonObject, type JsonValue, ownFieldsOf } from "../ir/opaque";
import type { Part, TextPart, ToolCallPart } from "../ir/part";
import type { Candidate, IrResponse } from "../ir/response";
import { TranslationError } from "../ir/translation-error";
import { answerId } from "./answer-id";
import { citationToWire } from "./citations";
import { stopReasonOf } from "./finish";
import { reasoningPart, thinkingBlockFor } from "./thinking-block";
import { EMPTY_USAGE, usageToWire } from "./usage-to-wire";
import { isJsonObject } from "./wire-reader";

/**
 * A message in one piece. Of several candidates the first is taken: a message has one.
 *
 * @throws {TranslationError} `invalid_answer` for a whole answer with a call whose input is no JSON
 */
export function encodeResponse(response: IrResponse, facts: AnswerFacts): Translated<JsonObject> {
  const losses = new LossList();
  const [candidate, ...others] = response.candidates;
  if (!candidate) throw new TranslationError("invalid_answer", "the answer has no candidate");
  if (others.length > 0) losses.dropped("multiple-candidates", String(others.length));
  const content = candidate.parts.flatMap((part) => blocksFor(part, candidate, losses));
  const value: JsonObject = {
    id: answerId(response.id, facts),
    type: "message",
    role: "assistant",
    model: facts.model,
    content,
    stop_reason: stopReasonOf(candidate.finish, {
      hasCalls: content.some(({ type }) => type === "tool_use"),
      hasRefusal: candidate.parts.some(({ kind }) => kind === "refusal"),
    }),
    stop_sequence: candidate.finish.stopSequence,
    usage: response.usage ? usageToWire(response.usage) : EMPTY_USAGE,
    ...ownFieldsOf(response.own, "anthropic"),
  };
  return { value, losses: losses.losses };
}

function blocksFor(part: Part, candidate: Candidate, losses: LossList): readonly JsonObject[] {
  switch (part.kind) {
    case "text":
      return textBlocks(part, losses);
    case "refusal":
      return part.text === "" ? [] : [{ type: "text", text: part.text }];
    case "reasoning":
      return part.text === "" && !part.opaque ? [] : [thinkingBlockFor(part)];
    case "tool-call":
      return callBlocks(part, candidate, losses);
    case "opaque":
      if (part.opaque.protocol === "anthropic" && isJsonObject(part.opaque.value)) return [part.opaque.value];
      losses.dropped("opaque-content", part.what);
      return [];
    case "media":
      losses.dropped("media", part.mediaType ?? "");
      return [];
    case "tool-result":
      losses.dropped("opaque-content", part.kind);
      return [];
  }
}

/** A text; an empty one is none, since a client would send it back and be refused. */
function textBlocks(part: TextPart, losses: LossList): readonly JsonObject[] {
  const citations = part.citations.map(citationToWire).filter((citation) => citation !== null);
  if (citations.length < part.citations.length) losses.dropped("citations");
  if (part.text === "") return [];
  return [
    {
      type: "text",
      text: part.text,
      ...(citations.length > 0 && { citations }),
      ...ownFieldsOf(part.own, "anthropic"),
    },
  ];
}

/** A call; before it, sealed in an empty thought, what its vendor wants back with it. */
function callBlocks(part: ToolCallPart, { finish }: Candidate, losses: LossList): readonly JsonObject[] {
  const text = functionInputOf(part);
  const input = parseJson<JsonValue>(text === "" ? "{}" : text);
  if (input === undefined && finish.unified === "length") {
    losses.dropped("max-output-tokens", "a call that was cut off");
    return [];
  }
  if (input === undefined) {
    throw new TranslationError("invalid_answer", `the input of the call of ${part.name} is no JSON`);
  }
  const call = {
    type: "tool_use",
    id: part.id,
    name: part.name,
    input,
    ...ownFieldsOf(part.own, "anthropic"),
  };
  return part.opaque ? [thinkingBlockFor(reasoningPart("", part.opaque)), call] : [call];
}
