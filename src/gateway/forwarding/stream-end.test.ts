import { expect, it } from "vitest";
import { anthropic } from "@/protocols/anthropic";
import { StreamWatch } from "./stream-watch";

const DELTA = 'event: content_block_delta\ndata: {"type":"content_block_delta","delta":{"text":"hi"}}\n\n';
const STOP = 'event: message_stop\ndata: {"type":"message_stop"}\n\n';
const ERROR = 'event: error\ndata: {"type":"error","error":{"message":"full"}}\n\n';

function watched(text: string, chunkBytes: number): StreamWatch {
  const watch = new StreamWatch(anthropic, {
    framing: "sse",
    rewriter: null,
    translated: null,
    promptBytes: 0,
  });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunkBytes) watch.feed(bytes.subarray(at, at + chunkBytes));
  return watch;
}

it.each([1, 7, 1_000])("5: the first end counts, in chunks of %i bytes", (chunkBytes) => {
  expect(watched(DELTA + STOP + ERROR, chunkBytes)).toMatchObject({ isComplete: true, errorData: null });
  const failed = watched(DELTA + ERROR + STOP, chunkBytes);
  expect(failed).toMatchObject({ isComplete: false, errorData: expect.stringContaining("full") });
});
