import { expect, it } from "vitest";
import { SseFrames } from "./sse-frames";

const MIB = 1024 * 1024;

const STREAM = Buffer.from(
  'retry: 3\n\n: a comment\n\ndata: {"a":"日本"}\n\nevent: x\r\nid: 7\r\ndata: one\r\ndata: two\r\n\r\n\n\ndata: 🎉\n\ndata: [DONE]\n\ndata: cut',
);

function cut(pieces: readonly Uint8Array[]) {
  const frames = new SseFrames(MIB);
  const all = pieces.flatMap((piece) => frames.feed(piece));
  return { all, rest: frames.rest() };
}

it("51: keeps every byte and finds every event, wherever the stream is cut", () => {
  const whole = cut([STREAM]);
  expect(whole.all.flatMap(({ event }) => (event ? [[event.event, event.id, event.data]] : []))).toEqual([
    [undefined, undefined, '{"a":"日本"}'],
    ["x", "7", "one\ntwo"],
    [undefined, undefined, "🎉"],
    [undefined, undefined, "[DONE]"],
  ]);
  expect(whole.rest.toString()).toBe("data: cut");
  for (let at = 1; at < STREAM.length; at++) {
    const { all, rest } = cut([STREAM.subarray(0, at), STREAM.subarray(at)]);
    expect(all).toEqual(whole.all);
    expect(Buffer.concat([...all.map(({ bytes }) => bytes), rest]).equals(STREAM)).toBe(true);
  }
});

it("lets the bytes of an event go that is larger than its bound", () => {
  const frames = new SseFrames(100);
  const passed = [frames.feed(Buffer.alloc(80, "a")), frames.feed(Buffer.alloc(80, "a"))].flat();
  expect(passed).toEqual([{ bytes: Buffer.alloc(160, "a"), event: null }]);
});
