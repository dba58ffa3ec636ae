import type { Translated } from "../ir/codec";
import { LossList } from "../ir/loss";
import type { JsonValue } from "../ir/opaque";
import { type Part, PLAIN, type ToolCallPart, textPart } from "../ir/part";
import type { Candidate, IrResponse } from "../ir/response";
import { decodeAnnotations } from "./annotations";
import { madeUpCallId } from "./call-ids";
import { readDataUri } from "./data-uri";
import { answerContent, answerImages, answerReasoning, failOnError } from "./decode-answer-content";
import { argumentsOf, readCall, signatureOf } from "./decode-assistant";
import { decodeFinish } from "./finish-reason";
import { chatOwn } from "./own-fields";
import { Members } from "./read-members";
import { isWantedBack, reasoningPart } from "./reasoning-details";
import { usageFromWire } from "./usage";

/**
 * Reads a `chat.completion`.
 *
 * Source: platform.openai.com/docs/api-reference/chat/object
 * @throws {TranslationError} `invalid_answer`, an error inside a 200 included
 */
export function decodeResponse(body: JsonValue): Translated<IrResponse> {
  const losses = new LossList();
  const answer = Members.of(body, "", "invalid_answer");
  failOnError(answer);
  const choices = answer.objects("choices");
  if (choices.length === 0) answer.fail("choices", "must hold at least one choice");
  const id = answer.string("id");
  const seed = id ?? String(answer.value("created") ?? "");
  const candidates = choices.map((choice, index) => decodeChoice(choice, index, seed, losses));
  const usage = answer.json("usage") ?? choices[0]?.json("usage") ?? null;
  const tier = answer.value("service_tier");
  const response: Omit<IrResponse, "own"> = {
    id: id || null,
    model: answer.string("model") || null,
    candidates: candidates.toSorted((one, other) => one.index - other.index),
    usage: usage && usageFromWire(usage, tier),
  };
  for (const name of ["object", "created"]) answer.value(name);
  return { value: { ...response, own: chatOwn(answer.rest()) }, losses: losses.losses };
}

function decodeChoice(choice: Members, place: number, seed: string, losses: LossList): Candidate {
  const index = choice.number("index") ?? place;
  const message = choice.child("message") ?? choice.fail("message", "is required");
  if (choice.value("logprobs") !== null) losses.dropped("logprobs");
  if (message.value("audio") !== null) losses.dropped("media", "audio");
  const parts = [
    ...reasoningParts(message),
    ...contentParts(message),
    ...imageParts(message),
    ...callParts(message, index, seed),
  ];
  const finish = decodeFinish(choice.string("finish_reason"), {
    hasCalls: parts.some((part) => part.kind === "tool-call"),
    hasRefusal: parts.some((part) => part.kind === "refusal"),
  });
  return { index, parts, finish };
}

function reasoningParts(message: Members): readonly Part[] {
  const text = answerReasoning(message);
  const details = message.list("reasoning_details");
  const opaque = isWantedBack(details) ? { protocol: "openai-chat" as const, value: details } : null;
  return text === "" && !opaque ? [] : [reasoningPart(text, opaque)];
}

function contentParts(message: Members): readonly Part[] {
  const pieces = answerContent(message);
  const citations = decodeAnnotations(message.objects("annotations"));
  const parts = pieces.map(({ kind, text }): Part => {
    if (kind === "reasoning") return reasoningPart(text, null);
    return kind === "refusal" ? { kind, text, ...PLAIN } : textPart(text);
  });
  const cited = parts.findIndex((part) => part.kind === "text");
  const refusal = message.string("refusal");
  return [
    ...parts.map((part, index) => (index === cited && part.kind === "text" ? { ...part, citations } : part)),
    ...(refusal ? [{ kind: "refusal" as const, text: refusal, ...PLAIN }] : []),
  ];
}

function imageParts(message: Members): readonly Part[] {
  return answerImages(message).map((url): Part => {
    const inline = readDataUri(url);
    const source = inline ? { kind: "base64" as const, data: inline.data } : { kind: "url" as const, url };
    return {
      kind: "media",
      mediaType: inline?.mediaType ?? "image/*",
      source,
      name: null,
      detail: null,
      ...PLAIN,
    };
  });
}

function callParts(message: Members, candidate: number, seed: string): readonly ToolCallPart[] {
  const calls = message.objects("tool_calls").map((call, index): ToolCallPart => {
    const id = call.string("id") || madeUpCallId(seed, candidate, index);
    return { kind: "tool-call", id, ...readCall(call), opaque: signatureOf(call), ...PLAIN };
  });
  const legacy = message.child("function_call");
  if (!legacy || calls.length > 0) return calls;
  const id = madeUpCallId(seed, candidate, "function_call");
  const name = legacy.text("name");
  return [
    { kind: "tool-call", id, name, form: "function", input: argumentsOf(legacy), opaque: null, ...PLAIN },
  ];
}
