import { describe, expect, it } from "vitest";
import { type Random, seededRandom } from "../../../dev/seeded-random";
import { CHUNKS, FACTS, readStream } from "../../../tests/support/gemini-answers";
import type { JsonValue } from "../ir/opaque";
import { TranslationError } from "../ir/translation-error";
import { geminiCodec } from "./codec";

describe("fuzzing", () => {
  const SAMPLES: readonly JsonValue[] = [
    ...CHUNKS,
    {
      contents: [{ role: "user", parts: [{ text: "x" }] }],
      tools: [{ functionDeclarations: [{ name: "f", parameters: { type: "OBJECT" } }] }],
    },
    {
      contents: [
        {
          parts: [
            { functionResponse: { name: "f", response: { output: 1 } } },
            { inlineData: { mimeType: "a/b", data: "AA" } },
          ],
        },
      ],
      generationConfig: { thinkingConfig: { thinkingBudget: 5 }, stopSequences: ["a"] },
      toolConfig: { functionCallingConfig: { mode: "ANY" } },
      systemInstruction: { parts: [{ text: "s" }] },
    },
  ];

  /** The value with some members gone, or something else in their place. */
  function damage(value: JsonValue, random: Random): JsonValue {
    if (random.chance(0.06)) {
      return random.pick<JsonValue>([null, 0, -1, "", "x", true, [], {}, [null], { parts: 1 }, 1e99]);
    }
    if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => damage(item, random));
    if (typeof value !== "object" || value === null) return value;
    const kept = Object.entries(value).filter(() => !random.chance(0.05));
    return Object.fromEntries(kept.map(([key, member]) => [key, damage(member, random)]));
  }

  /** Runs it; anything but an answer or a TranslationError fails the test. */
  function attempt<Value>(run: () => Value): Value | null {
    try {
      return run();
    } catch (error) {
      if (error instanceof TranslationError) return null;
      throw error;
    }
  }

  it("ends in parts or in a TranslationError, never in anything else", () => {
    const target = { model: "gemini-2.5-pro", wantsStream: true, modelMaxOutputTokens: null };
    let survived = 0;
    for (let seed = 0; seed < 3_000; seed++) {
      const random = seededRandom(seed);
      const body = damage(SAMPLES[seed % SAMPLES.length] ?? null, random);
      const request = attempt(() => geminiCodec.decodeRequest({ body, wantsStream: true }));
      if (request) attempt(() => geminiCodec.encodeRequest(request.value, target));
      const response = attempt(() => geminiCodec.decodeResponse(body));
      if (response) attempt(() => geminiCodec.encodeResponse(response.value, FACTS));
      const text = JSON.stringify(body).slice(0, random.chance(0.3) ? random.between(0, 200) : undefined);
      const parts = attempt(() => readStream(Buffer.from(`data: ${text}\n\n`)));
      const encoder = geminiCodec.openStreamEncoder(FACTS);
      for (const part of parts ?? []) attempt(() => encoder.push(part));
      if (request || response || parts) survived++;
    }
    expect(survived).toBeGreaterThan(1_000);
  });
});
