import { expect, it } from "vitest";
import { type SseEvent, SseReader } from "./sse-reader";

const stream = Buffer.from(
  ': hello\n\nevent: a\ndata: {"t":"日本"}\n\ndata: one\r\ndata: two\r\n\r\nevent: b\ndata: 🙂\n\n',
);

function eventsOf(chunks: Iterable<Uint8Array>): SseEvent[] {
  const events: SseEvent[] = [];
  const reader = new SseReader((event) => events.push(event));
  for (const chunk of chunks) reader.feed(chunk);
  return events;
}

it("gives the same events wherever the bytes are cut", () => {
  const whole = eventsOf([stream]);
  expect(whole.map((e) => [e.event, e.data])).toEqual([
    ["a", '{"t":"日本"}'],
    [undefined, "one\ntwo"],
    ["b", "🙂"],
  ]);
  for (let cut = 0; cut <= stream.length; cut++) {
    expect(eventsOf([stream.subarray(0, cut), stream.subarray(cut)])).toEqual(whole);
  }
  expect(eventsOf([...stream].map((byte) => Uint8Array.of(byte)))).toEqual(whole);
});
