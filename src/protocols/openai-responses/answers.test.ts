import { describe, expect, it } from "vitest";
import { type Random, seededRandom } from "../../../dev/seeded-random";
import { streamOfResponse } from "../../../tests/support/stream-of-response";
import type { JsonObject, JsonValue, Opaque } from "../ir/opaque";
import { type Part, PLAIN, textPart } from "../ir/part";
import type { FinishReason, IrResponse } from "../ir/response";
import { openSeal } from "../ir/seal-opaque";
import { answer, encodeStream, FACTS, reasoning } from "./answers.fixtures";
import { openAiResponsesCodec as codec } from "./codec";

/** What an encoder of this protocol may rightly change. */
function canonical(parts: readonly Part[]): unknown[] {
  return parts.flatMap((part): unknown[] => {
    const own = null;
    switch (part.kind) {
      case "text":
        return [{ ...part, own, citations: part.citations.map(({ own: _, ...citation }) => citation) }];
      case "tool-call": {
        // The signature of a call travels in a reasoning item of its own.
        const signature = part.opaque && [reasoning("", part.opaque)];
        return [...(signature ?? []), { ...part, own, opaque: null }];
      }
      default:
        return [{ ...part, own }];
    }
  });
}

function randomText(random: Random): string {
  return Array.from({ length: random.between(1, 12) }, () =>
    random.pick(["a", "ß", "👋", "\n", '"', " "]),
  ).join("");
}

function randomPart(random: Random, index: number): Part {
  const text = randomText(random);
  const anthropic: Opaque = { protocol: "anthropic", value: text };
  const gemini: Opaque = { protocol: "gemini", value: { s: text } };
  const id = `call_${index}`;
  switch (random.between(0, 6)) {
    case 0:
      return textPart(text);
    case 1: {
      const citation = {
        url: `https://e.com/${index}`,
        title: "T",
        citedText: null,
        range: { start: 0, end: 1 },
        own: null,
      };
      return { ...textPart(text), citations: [citation] };
    }
    case 2:
      return { kind: "refusal", text, ...PLAIN };
    case 3:
      return reasoning(random.chance(0.2) ? "" : text, random.pick<Opaque | null>([anthropic, gemini, null]));
    case 4: {
      const opaque = random.pick<Opaque | null>([gemini, null]);
      const name = random.pick(["f", "agents__spawn"]);
      return {
        kind: "tool-call",
        id,
        name,
        form: "function",
        input: JSON.stringify({ text }),
        opaque,
        ...PLAIN,
      };
    }
    case 5:
      return { kind: "tool-call", id, name: "patch", form: "custom", input: text, opaque: null, ...PLAIN };
    default: {
      const source = { kind: "base64", data: Buffer.from(text).toString("base64") } as const;
      return { kind: "media", mediaType: "image/webp", source, name: null, detail: null, ...PLAIN };
    }
  }
}

function randomAnswer(seed: number): IrResponse {
  const random = seededRandom(seed, 5);
  const parts = Array.from({ length: random.between(0, 7) }, (_, index) => randomPart(random, index));
  const hasCall = parts.some(({ kind }) => kind === "tool-call");
  return answer(parts, hasCall ? "tool-calls" : random.pick(["length", "content-filter"]));
}

const SEEDS = Array.from({ length: 200 }, (_, seed) => seed);

describe("an answer", () => {
  it("is the same after encoding and decoding, whatever it holds", () => {
    for (const seed of SEEDS) {
      const response = randomAnswer(seed);
      const decoded = codec.decodeResponse(codec.encodeResponse(response, FACTS).value).value;
      const [before] = response.candidates;
      const [after] = decoded.candidates;
      expect(canonical(after?.parts ?? []), `seed ${seed}`).toEqual(canonical(before?.parts ?? []));
      expect(after?.finish.unified, `seed ${seed}`).toBe(before?.finish.unified);
      expect(decoded.usage).toEqual(response.usage);
    }
  });

  it("streams to the very response it is in one piece", () => {
    for (const seed of SEEDS) {
      const response = randomAnswer(seed);
      const { events } = encodeStream(streamOfResponse(response, 1 + (seed % 5)));
      const last = JSON.parse(events.at(-1)?.data ?? "null");
      expect(last.response, `seed ${seed}`).toEqual(codec.encodeResponse(response, FACTS).value);
    }
  });

  it("names tools as the client did, and restores its custom ones", () => {
    const call = { kind: "tool-call", form: "function", opaque: null, ...PLAIN } as const;
    const parts: Part[] = [
      { ...call, id: "toolu_1", name: "agents__spawn", input: "{}" },
      { ...call, id: "toolu_2", name: "patch", input: '{"input":"*** Begin"}' },
    ];
    const { output } = codec.encodeResponse(answer(parts, "tool-calls"), FACTS).value;
    expect(output).toMatchObject([
      { type: "function_call", call_id: "toolu_1", name: "spawn", namespace: "agents", arguments: "{}" },
      { type: "custom_tool_call", call_id: "toolu_2", name: "patch", input: "*** Begin" },
    ]);
  });

  it("seals another vendor's signature, before the call it belongs to", () => {
    const opaque = { protocol: "gemini", value: "sig" } as const;
    const parts: Part[] = [
      { kind: "tool-call", id: "c", name: "f", form: "function", input: "{}", opaque, ...PLAIN },
    ];
    const [signature, call] = codec.encodeResponse(answer(parts), FACTS).value.output as [
      JsonObject,
      JsonObject,
    ];
    expect(signature).toMatchObject({ type: "reasoning", summary: [] });
    expect(openSeal(String(signature.encrypted_content))).toEqual(opaque);
    expect(call.type).toBe("function_call");
  });

  it.each<[FinishReason, string, JsonValue]>([
    ["stop", "completed", null],
    ["stop-sequence", "completed", null],
    ["length", "incomplete", { reason: "max_output_tokens" }],
    ["context-window", "incomplete", { reason: "max_output_tokens" }],
    ["content-filter", "incomplete", { reason: "content_filter" }],
    ["refusal", "incomplete", { reason: "content_filter" }],
  ])("says why it ended: %s", (unified, status, incomplete_details) => {
    const { value } = codec.encodeResponse(answer([textPart("x")], unified), FACTS);
    expect(value).toMatchObject({ status, incomplete_details });
  });

  it.each<[string, JsonValue]>([
    ["no object", "x"],
    ["no output", { id: "resp_1" }],
    ["an item that is none", { output: ["x"] }],
    ["a call without a name", { output: [{ type: "function_call", call_id: "c" }] }],
    ["a failed one", { status: "failed", error: { message: "overloaded" }, output: [] }],
  ])("is refused when it is none: %s", (_, body) => {
    expect(() => codec.decodeResponse(body)).toThrow(expect.objectContaining({ code: "invalid_answer" }));
  });
});
