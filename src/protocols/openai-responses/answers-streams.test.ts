import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { NO_USAGE } from "@/domain/pricing/usage";
import { type SseEvent, SseReader } from "@/lib/sse-reader";
import { type Random, seededRandom } from "../../../dev/seeded-random";
import type { JsonObject, JsonValue } from "../ir/opaque";
import type { StreamPart } from "../ir/stream-part";
import { TranslationError } from "../ir/translation-error";
import { encodeStream } from "./answers.fixtures";
import { openAiResponsesCodec as codec } from "./codec";

const RECORDED = readFileSync(
  `${import.meta.dirname}/../../../tests/fixtures/openai-responses/tools-and-text.sse`,
);

function decodeStream(chunks: readonly Uint8Array[]): StreamPart[] {
  const decoder = codec.openStreamDecoder();
  const parts: StreamPart[] = [];
  const reader = new SseReader((event) => parts.push(...decoder.push(event)));
  for (const chunk of chunks) reader.feed(chunk);
  return [...parts, ...decoder.finish()];
}

/** The blocks of a stream with their texts whole. */
function collect(parts: readonly StreamPart[]): JsonObject[] {
  const blocks = new Map<number, Record<string, JsonValue>>();
  for (const part of parts) {
    if (!("block" in part)) continue;
    const { kind, block, ...members } = part;
    const found = blocks.get(block) ?? { kind: kind.replace(/-start$/, ""), text: "" };
    blocks.set(block, found);
    if ("text" in members) found.text = String(found.text) + members.text;
    else if ("citation" in members) found.citation = members.citation.url;
    else Object.assign(found, members);
  }
  return [...blocks.values()];
}

describe("a stream", () => {
  it("gives the same parts, wherever its bytes are split", () => {
    const whole = JSON.stringify(decodeStream([RECORDED]));
    for (let at = 1; at < RECORDED.length; at++) {
      const split = decodeStream([RECORDED.subarray(0, at), RECORDED.subarray(at)]);
      if (JSON.stringify(split) !== whole) expect(split, `split at ${at}`).toEqual(JSON.parse(whole));
    }
    const bytes = Array.from(RECORDED, (byte) => Uint8Array.of(byte));
    expect(JSON.stringify(decodeStream(bytes))).toBe(whole);
  }, 60_000);

  it("is read in all its kinds", () => {
    const parts = decodeStream([RECORDED]);
    expect(parts[0]).toEqual({ kind: "start", id: "resp_68af", model: "gpt-5-2025-08-07", usage: null });
    const value = { id: "rs_68af1", encrypted_content: "gAAAAABoFinal" };
    const call = { kind: "tool-input", candidate: 0, form: "function", opaque: null, name: "exec_command" };
    expect(collect(parts)).toMatchObject([
      {
        kind: "reasoning",
        text: "**Looking** 看\n\n**Deciding**",
        opaque: { protocol: "openai-responses", value },
      },
      { kind: "opaque", what: "web_search_call" },
      { kind: "text", text: "Grüße 👋 see docs", citation: "https://example.com/docs" },
      { ...call, id: "call_0", text: '{"cmd":"echo ä"}' },
      { ...call, id: "call_1", text: '{"cmd":"ls"}' },
      { kind: "tool-input", id: "call_9", form: "custom", text: "*** Begin Patch\n" },
    ]);
    expect(parts.slice(-2)).toEqual([
      {
        kind: "finish",
        candidate: 0,
        finish: { unified: "tool-calls", raw: "completed", stopSequence: null },
      },
      {
        kind: "end",
        usage: {
          ...NO_USAGE,
          ...{
            inputTokens: 388,
            cacheReadTokens: 512,
            outputTokens: 120,
            reasoningTokens: 64,
            webSearches: 1,
          },
        },
      },
    ]);
  });

  it("gives the same blocks when events that say nothing new are left out", () => {
    const events: SseEvent[] = [];
    new SseReader((event) => events.push(event)).feed(RECORDED);
    const whole = collect(decodeStream([RECORDED]));
    const without = (left: RegExp) => {
      const decoder = codec.openStreamDecoder();
      const kept = events.filter(({ event = "" }) => !left.test(event));
      return collect([...kept.flatMap((event) => decoder.push(event)), ...decoder.finish()]);
    };
    for (const left of [
      /\.delta$/,
      /\.done$/,
      /created|in_progress|_part\./,
      /output_item|content_part|arguments|input|_text|annotation/,
      /^response\.(?!completed)/,
      /output_item\.added/,
    ]) {
      const blocks = without(left);
      const texts = blocks.map(({ text }) => text).sort();
      expect(texts, String(left)).toEqual(whole.map(({ text }) => text).sort());
    }
  });

  it("ends what is open, without an end, when it is cut off", () => {
    const decoder = codec.openStreamDecoder();
    const push = (data: JsonObject) =>
      decoder.push({ id: undefined, event: undefined, data: JSON.stringify(data) });
    push({ type: "response.created", response: { id: "r" } });
    push({ type: "response.output_text.delta", output_index: 0, content_index: 0, delta: "x" });
    push({ type: "response.reasoning_text.delta", output_index: 1, content_index: 0, delta: "y" });
    expect(decoder.finish().map(({ kind }) => kind)).toEqual(["text-end", "reasoning-end"]);
    expect(decoder.finish()).toEqual([]);
  });

  it.each<[string, string]>([
    ["no JSON", "{"],
    ["a list", "[]"],
    ["a chunk of Chat Completions", '{"choices":[]}'],
    ["an event of Anthropic", '{"type":"message_start"}'],
    ["an error", '{"type":"error","message":"overloaded"}'],
    ["a failed response", '{"type":"response.failed","response":{"error":{"message":"overloaded"}}}'],
  ])("that brings something else is refused: %s", (_, data) => {
    const decoder = codec.openStreamDecoder();
    expect(() => decoder.push({ id: undefined, event: undefined, data })).toThrow(
      expect.objectContaining({ code: "invalid_answer" }),
    );
  });

  it("ends in parts that fit together or in a TranslationError, however it is damaged", () => {
    const events: SseEvent[] = [];
    new SseReader((event) => events.push(event)).feed(RECORDED);
    let refused = 0;
    for (let seed = 0; seed < 2_000; seed++) {
      const random = seededRandom(seed, 9);
      const decoder = codec.openStreamDecoder();
      const parts: StreamPart[] = [];
      try {
        for (const event of damaged(events, random)) parts.push(...decoder.push(event));
        parts.push(...decoder.finish());
      } catch (error) {
        if (!(error instanceof TranslationError)) throw error;
        refused += 1;
        continue;
      }
      expect(unfinished(parts), `seed ${seed}`).toEqual([]);
      encodeStream(parts);
    }
    expect(refused).toBeGreaterThan(100);
    expect(refused).toBeLessThan(1_900);
  });
});

/** Events dropped, swapped, doubled; values in them replaced. */
function damaged(events: readonly SseEvent[], random: Random): SseEvent[] {
  const kept = events.filter(() => random.chance(0.8));
  return kept.flatMap((event) => {
    if (random.chance(0.1))
      return kept.length > 0 ? [kept[random.between(0, kept.length - 1)] ?? event, event] : [];
    if (random.chance(0.005)) return [{ ...event, data: event.data.slice(0, random.between(0, 40)) }];
    if (!random.chance(0.1)) return [event];
    const data = JSON.parse(event.data);
    const keys = Object.keys(data);
    const key = keys[random.between(0, keys.length - 1)] ?? "type";
    data[key] = random.pick([
      null,
      1,
      "x",
      [],
      {},
      [{}],
      { type: "message", content: [1] },
      "response.refusal.delta",
    ]);
    return [{ ...event, data: JSON.stringify(data) }];
  });
}

/** Blocks that begin twice, never end, or have parts while they are not open. */
function unfinished(parts: readonly StreamPart[]): string[] {
  const open = new Set<number>();
  const seen = new Set<number>();
  const wrong: string[] = [];
  for (const part of parts) {
    if (!("block" in part)) continue;
    const { kind, block } = part;
    if (kind.endsWith("-start")) {
      if (seen.has(block)) wrong.push(`${block} begins twice`);
      seen.add(block);
      open.add(block);
    } else if (kind !== "opaque" && kind !== "media" && !open.has(block))
      wrong.push(`${kind} outside ${block}`);
    if (kind.endsWith("-end")) open.delete(block);
  }
  return [...wrong, ...[...open].map((block) => `${block} never ends`)];
}
