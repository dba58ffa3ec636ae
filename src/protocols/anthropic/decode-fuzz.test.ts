import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { type Random, seededRandom } from "../../../dev/seeded-random";
import type { JsonValue } from "../ir/opaque";
import { TranslationError } from "../ir/translation-error";
import { anthropicCodec } from "./codec";

const FIXTURE = new URL("../../../tests/fixtures/anthropic/claude-code-3.json", import.meta.url);
const body = JSON.parse(readFileSync(fileURLToPath(FIXTURE), "utf8"));
const REQUEST: JsonValue = {
  ...body,
  tools: [body.tools[0], { type: "web_search_20250305", name: "web_search" }],
  messages: [
    ...body.messages,
    {
      role: "assistant",
      content: [
        { type: "thinking", thinking: "t", signature: "s" },
        { type: "redacted_thinking", data: "d" },
        { type: "text", text: "t", citations: [{ type: "page_location", cited_text: "c" }] },
      ],
    },
    {
      role: "user",
      content: [
        { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } },
        { type: "document", source: { type: "content", content: [{ type: "text", text: "x" }] } },
      ],
    },
  ],
};
const ANSWER: JsonValue = {
  id: "msg_1",
  model: "m",
  content: [
    { type: "thinking", thinking: "t", signature: "s" },
    { type: "tool_use", id: "a", name: "f", input: { a: 1 } },
  ],
  stop_reason: "tool_use",
  usage: { input_tokens: 1, cache_creation: { ephemeral_5m_input_tokens: 1 }, server_tool_use: null },
};

const STRANGE = [null, 1, -1.5, "x", "", [], {}, true, [null], { type: "text" }, { type: 1 }] as const;

function damage(value: JsonValue, random: Random): JsonValue {
  if (random.chance(0.04)) return random.pick(STRANGE);
  if (Array.isArray(value)) return value.map((item) => damage(item, random));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(() => !random.chance(0.02));
  return Object.fromEntries(kept.map(([name, member]) => [name, damage(member, random)]));
}

function decodesOrRefuses(code: string, decode: () => unknown): "decoded" | "refused" {
  try {
    decode();
    return "decoded";
  } catch (error) {
    expect(error).toBeInstanceOf(TranslationError);
    expect(error).toMatchObject({ code });
    return "refused";
  }
}

it("decodes damaged requests, or refuses them with a typed error; what it decodes it can encode or refuse", () => {
  const outcomes = Array.from({ length: 1_500 }, (_, seed) => {
    const damaged = damage(REQUEST, seededRandom(8, seed));
    return decodesOrRefuses("invalid_request", () => {
      const { value } = anthropicCodec.decodeRequest({ body: damaged, wantsStream: false });
      const target = { model: "claude-sonnet-4-5", wantsStream: false, modelMaxOutputTokens: null };
      decodesOrRefuses("untranslatable", () => anthropicCodec.encodeRequest(value, target));
    });
  });
  expect(new Set(outcomes).size).toBe(2);
});

it("decodes damaged answers, or refuses them with a typed error", () => {
  const outcomes = Array.from({ length: 1_500 }, (_, seed) => {
    const damaged = damage(ANSWER, seededRandom(9, seed));
    return decodesOrRefuses("invalid_answer", () => anthropicCodec.decodeResponse(damaged));
  });
  expect(new Set(outcomes).size).toBe(2);
});
