import { expect } from "vitest";
import { anthropicRequest } from "../../dev/fake-upstream/strict/anthropic";
import { strictGeminiRequest } from "../../dev/fake-upstream/strict/gemini";
import { modelProblem } from "../../dev/fake-upstream/strict/gemini-model-problem";
import { strictOpenAiChatRequest } from "../../dev/fake-upstream/strict/openai-chat";
import { encodeFor } from "../../src/protocols/anthropic/test-support";
import { geminiCodec } from "../../src/protocols/gemini/codec";
import { textPart } from "../../src/protocols/ir/part";
import type { IrRequest } from "../../src/protocols/ir/request";
import { encodeWhole, HELLO, type named } from "../../src/protocols/openai-chat/encode-request.fixtures";
import { EMPTY_REQUEST } from "./ir-requests";

/** Encodes for a model of Claude's, and holds the body against the real API's rules. */
export function encodeAnthropic(
  model: string,
  members: Partial<IrRequest>,
  modelMaxOutputTokens: number | null = null,
) {
  const encoded = encodeFor(model, members, { modelMaxOutputTokens });
  expect(anthropicRequest.safeParse(encoded.body).error?.issues ?? []).toEqual([]);
  return { ...encoded, lost: encoded.losses.map(({ feature, kind }) => `${feature} ${kind}`) };
}

/** Encodes for Gemini, and holds the body against the real API's rules and the model's own. */
export function encodeGemini(
  members: Partial<IrRequest>,
  model = "gemini-2.5-flash",
  modelMaxOutputTokens: number | null = null,
) {
  const turns: IrRequest["turns"] = [{ role: "user", parts: [textPart("hi")], own: null }];
  const encoded = geminiCodec.encodeRequest(
    { ...EMPTY_REQUEST, turns, ...members },
    { model, wantsStream: false, modelMaxOutputTokens },
  );
  const strict = strictGeminiRequest.safeParse(encoded.body);
  expect(strict.error).toBeUndefined();
  if (strict.data) expect(modelProblem(model, strict.data)).toBeNull();
  return encoded;
}

/** Encodes for a chat completion, and holds what goes to OpenAI against the real API's rules. */
export function encodeOpenAiChat(
  members: Partial<IrRequest>,
  model = "gpt-4.1",
  modelMaxOutputTokens: number | null = null,
) {
  const encoded = encodeWhole({ ...EMPTY_REQUEST, turns: [HELLO], ...members }, model, modelMaxOutputTokens);
  if (/^(?:gpt|o\d)/.test(model)) {
    expect(strictOpenAiChatRequest.safeParse(encoded.body).error?.issues ?? []).toEqual([]);
  }
  return encoded;
}

/** Encodes a case's request for a chat completion; its messages, the rest of the body and the losses are those expected. */
export function expectOpenAiChat({ request, expected, model }: ReturnType<typeof named>[number]): void {
  const { messages, rest, lost } = encodeOpenAiChat(request, model);
  if (expected.messages) expect(messages).toEqual(expected.messages);
  if (expected.rest) expect(rest).toEqual(expected.rest);
  expect(lost).toEqual(expected.lost ?? []);
}
