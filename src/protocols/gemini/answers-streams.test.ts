import { describe, expect, it } from "vitest";
import { CHUNKS, candidate, FACTS, readStream } from "../../../tests/support/gemini-answers";
import type { JsonObject } from "../ir/opaque";
import type { StreamPart } from "../ir/stream-part";
import { TranslationError } from "../ir/translation-error";
import { geminiCodec } from "./codec";

const WIRE = Buffer.from(CHUNKS.map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`).join(""));

describe("a stream", () => {
  it("becomes blocks that begin and end", () => {
    const parts = readStream(WIRE);
    expect(parts.map(({ kind }) => kind)).toEqual([
      ...["start", "reasoning-start", "reasoning-delta", "reasoning-delta", "reasoning-end"],
      ...["text-start", "text-delta", "text-delta", "text-end"],
      ...["tool-input-start", "tool-input-delta", "tool-input-end"],
      ...["tool-input-start", "tool-input-delta", "tool-input-end"],
      ...[
        "text-start",
        "text-delta",
        "citation",
        "text-end",
        "reasoning-start",
        "reasoning-end",
        "finish",
        "end",
      ],
    ]);
    expect(parts.at(-1)).toMatchObject({ usage: { inputTokens: 9, outputTokens: 10, reasoningTokens: 3 } });
    expect(parts.at(-2)).toMatchObject({ finish: { unified: "tool-calls" } });
  });

  it("2: gives the same parts split at every byte", () => {
    const whole = readStream(WIRE);
    for (let at = 1; at < WIRE.length; at++) {
      expect(readStream(WIRE.subarray(0, at), WIRE.subarray(at))).toEqual(whole);
    }
  });

  it("5: that is cut off has no end, and what was open is closed", () => {
    const parts = readStream(
      Buffer.from(WIRE.toString().split("\r\n\r\n").slice(0, 3).join("\r\n\r\n")),
      Buffer.from("\r\n\r\n"),
    );
    expect(parts.at(-1)?.kind).toBe("text-end");
    expect(readStream()).toEqual([]);
  });

  it("may say STOP with every chunk, come in the envelope, or be blocked", () => {
    const stops = [
      candidate([{ text: "a" }], { finishReason: "STOP" }),
      candidate([{ text: "b" }], { finishReason: "STOP" }),
    ];
    const wire = (chunks: readonly JsonObject[]) =>
      Buffer.from(chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join(""));
    const parts = readStream(wire(stops));
    expect(parts.map(({ kind }) => kind)).toEqual([
      ...["start", "text-start", "text-delta", "text-delta", "text-end", "finish", "end"],
    ]);
    expect(readStream(wire(stops.map((response) => ({ response }))))).toEqual(parts);
    expect(readStream(wire([{ promptFeedback: { blockReason: "SAFETY" } }])).slice(1)).toEqual([
      {
        kind: "finish",
        candidate: 0,
        finish: { unified: "content-filter", raw: "SAFETY", stopSequence: null },
      },
      { kind: "end", usage: null },
    ]);
  });

  it("comes back the same through the encoder", () => {
    const parts = readStream(WIRE);
    const encoder = geminiCodec.openStreamEncoder({ ...FACTS, model: "gemini-3", requestId: "r" });
    const events = parts.flatMap((part) => encoder.push(part));
    const back = readStream(Buffer.from(events.map(({ data }) => `data: ${data}\n\n`).join("")));
    const ids = back.flatMap((part) => (part.kind === "tool-input-start" ? [part.id] : []));
    expect(ids).toEqual(parts.flatMap((part) => (part.kind === "tool-input-start" ? [part.id] : [])));
    expect(back).toEqual(
      parts.map((part) =>
        part.kind === "start"
          ? { ...part, usage: back[0] && "usage" in back[0] ? back[0].usage : null }
          : part,
      ),
    );
    expect(back.at(-1)).toEqual(parts.at(-1));
    const last = JSON.parse(events.at(-1)?.data ?? "");
    expect(last.candidates[0]).toMatchObject({
      finishReason: "STOP",
      content: { parts: [{ thoughtSignature: "RW5k" }] },
    });
    expect(last.usageMetadata).toMatchObject({ totalTokenCount: 19, thoughtsTokenCount: 3 });
    expect(events.slice(0, -1).every(({ data }) => !data.includes("finishReason"))).toBe(true);
  });

  it("gives calls whole, however their arguments arrive", () => {
    const encoder = geminiCodec.openStreamEncoder(FACTS);
    const start = (block: number, name: string): StreamPart => ({
      ...{ kind: "tool-input-start", block, candidate: 0, id: `c${block}`, name },
      ...{ form: "function", opaque: null },
    });
    const delta = (block: number, text: string): StreamPart => ({ kind: "tool-input-delta", block, text });
    const end = (block: number): StreamPart => ({ kind: "tool-input-end", block });
    const events = [
      ...[start(0, "a"), start(1, "b"), delta(0, '{"x"'), delta(1, "{}"), delta(0, ":1}"), end(1), end(0)],
      ...[start(2, "c"), delta(2, "not json"), end(2), start(3, "d"), end(3)],
    ].flatMap((part) => encoder.push(part));
    expect(events.map(({ data }) => JSON.parse(data).candidates[0].content.parts[0].functionCall)).toEqual([
      { id: "c1", name: "b", args: {} },
      { id: "c0", name: "a", args: { x: 1 } },
      { id: "c2", name: "c", args: { input: "not json" } },
      { id: "c3", name: "d", args: {} },
    ]);
    expect(() => encoder.push(end(9))).toThrow(TranslationError);
  });
});
