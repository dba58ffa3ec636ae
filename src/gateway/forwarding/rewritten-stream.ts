import { MAX_ANSWER_COPY_BYTES } from "@/config/limits";
import { JsonArrayReader } from "@/lib/json-array-reader";
import { SseFrames } from "@/lib/sse-frames";
import type { SseEvent } from "@/lib/sse-reader";
import type { AnswerRewriter } from "@/protocols/protocol";
import { arrayEvent, NO_BYTES, type StreamPassage } from "./stream-passage";

/** Server-sent events, each passed on byte for byte unless `rewriter` changes or drops it. */
export function rewrittenEvents(rewriter: AnswerRewriter, onEvent: (event: SseEvent) => void): StreamPassage {
  const frames = new SseFrames(MAX_ANSWER_COPY_BYTES);
  return {
    feed(chunk) {
      const passed: Buffer[] = [];
      for (const { bytes, event } of frames.feed(chunk)) {
        if (event) onEvent(event);
        const data = event && rewriter.event(event.data);
        if (!event || data === event.data) passed.push(bytes);
        else if (data !== null) passed.push(eventBytes(event, data));
      }
      return passed.length === 1 ? (passed[0] as Buffer) : Buffer.concat(passed);
    },
    finish: () => frames.rest(),
  };
}

function eventBytes({ event, id }: SseEvent, data: string): Buffer {
  const lines = data.split(/\r?\n/).map((line) => `data: ${line}`);
  if (event !== undefined) lines.unshift(`event: ${event}`);
  if (id !== undefined) lines.unshift(`id: ${id}`);
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n`);
}

/** The elements of a growing JSON array, each as `rewriter` wants it. */
export function rewrittenArray(rewriter: AnswerRewriter, onEvent: (event: SseEvent) => void): StreamPassage {
  let passed: string[] = [];
  let isFirst = true;
  const reader = new JsonArrayReader((element) => {
    onEvent(arrayEvent(element));
    const data = rewriter.event(element);
    if (data === null) return;
    passed.push(isFirst ? "[" : ",\r\n", data);
    isFirst = false;
  }, MAX_ANSWER_COPY_BYTES);
  let isClosed = false;
  return {
    feed(chunk) {
      passed = [];
      reader.feed(chunk);
      if (reader.isClosed && !isClosed) {
        isClosed = true;
        passed.push(isFirst ? "[]" : "\n]");
      }
      return passed.length > 0 ? Buffer.from(passed.join("")) : NO_BYTES;
    },
    finish: () => NO_BYTES,
  };
}
