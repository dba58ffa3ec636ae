import { describe, expect, it } from "vitest";
import { BlockSequencer } from "./sequence-blocks";
import type { StreamPart } from "./stream-part";
import { TranslationError } from "./translation-error";

const call = (block: number): StreamPart => ({
  kind: "tool-input-start",
  block,
  candidate: 0,
  id: `c${block}`,
  name: "t",
  form: "function",
  opaque: null,
});
const delta = (block: number, text: string): StreamPart => ({ kind: "tool-input-delta", block, text });
const stop = (block: number): StreamPart => ({ kind: "tool-input-end", block });
const finish: StreamPart = {
  kind: "finish",
  candidate: 0,
  finish: { unified: "tool-calls", raw: null, stopSequence: null },
};
const image: StreamPart = { kind: "media", block: 9, candidate: 0, mediaType: "image/png", data: "AA" };
const end: StreamPart = { kind: "end", usage: null };

function run(parts: readonly StreamPart[]): StreamPart[] {
  const sequencer = new BlockSequencer();
  return parts.flatMap((part) => [...sequencer.push(part)]);
}

describe("BlockSequencer", () => {
  it("lets blocks that do not overlap through at once", () => {
    const sequencer = new BlockSequencer();
    for (const part of [call(0), delta(0, "{}"), stop(0), image, call(1), stop(1), finish, end]) {
      expect(sequencer.push(part)).toEqual([part]);
    }
  });

  it("puts interleaved blocks one behind the other, the first one live", () => {
    const sequencer = new BlockSequencer();
    sequencer.push(call(0));
    expect(sequencer.push(call(1))).toEqual([]);
    expect(sequencer.push(delta(1, '{"a"'))).toEqual([]);
    expect(sequencer.push(delta(0, "{}"))).toEqual([delta(0, "{}")]);
    expect(sequencer.push(delta(1, ":1"))).toEqual([]);
    expect(sequencer.push(call(2))).toEqual([]);
    expect(sequencer.push(stop(2))).toEqual([]);
    expect(sequencer.push(image)).toEqual([]);
    expect(sequencer.push(stop(0))).toEqual([stop(0), call(1), delta(1, '{"a":1')]);
    expect(sequencer.push(delta(1, "}"))).toEqual([delta(1, "}")]);
    expect(sequencer.push(finish)).toEqual([]);
    expect(sequencer.push(stop(1))).toEqual([stop(1), call(2), stop(2), image, finish]);
    expect(sequencer.push(end)).toEqual([end]);
  });

  it.each([
    ["a delta of no block", [delta(0, "x")]],
    ["a delta after its block's end", [call(0), call(1), stop(1), delta(1, "x")]],
    ["an end of no block", [stop(3)]],
    ["a block that begins twice", [call(0), call(0)]],
    ["an answer that ends inside a block", [call(0), end]],
  ])("refuses %s", (_, parts) => {
    expect(() => run(parts)).toThrow(TranslationError);
  });

  it("holds no more than its bound, and forgets what it let go", () => {
    const sequencer = new BlockSequencer(1_000);
    for (let round = 0; round < 20; round++) {
      const block = round * 2;
      sequencer.push(call(block));
      sequencer.push(call(block + 1));
      sequencer.push(delta(block + 1, "x".repeat(500)));
      sequencer.push(stop(block));
      sequencer.push(stop(block + 1));
    }
    sequencer.push(call(90));
    sequencer.push(call(91));
    expect(() => {
      for (let count = 0; count < 11; count++) sequencer.push(delta(91, "x".repeat(100)));
    }).toThrow(TranslationError);
  });
});
