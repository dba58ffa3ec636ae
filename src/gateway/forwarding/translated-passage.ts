import { type SseEvent, SseReader } from "@/lib/sse-reader";
import type { StreamTranslation } from "@/protocols/answer-translation";
import { TranslationError } from "@/protocols/ir/translation-error";
import type { AnswerRewriter, EventVerdict, StreamFraming } from "@/protocols/protocol";
import { NO_BYTES, type StreamPassage } from "./stream-passage";

/** A stream on its way into the client's dialect. */
export interface TranslatedStream {
  readonly stream: StreamTranslation;
  /** The client's. */
  readonly framing: StreamFraming;
  /**
   * An upstream's error event, or what it sent in place of an event, as the client is told of it.
   *
   * @param isFirst no event went before it
   */
  readonly errorEvent: (data: string, isFirst: boolean) => string;
}

/** Who follows the upstream's events. */
interface Follower {
  /** null for what comes behind the end. */
  see(event: SseEvent): EventVerdict | null;
  /** What came is no answer of the upstream's dialect. */
  fail(message: string): void;
}

/**
 * An upstream's server-sent events as the client's. What follows the stream sees the upstream's events; the client gets
 * its own, and where the upstream fails in mid-answer, an error of its own dialect.
 */
export function translatedPassage(
  { stream, errorEvent }: TranslatedStream,
  rewriter: AnswerRewriter | null,
  follower: Follower,
): StreamPassage {
  let text = "";
  const guarded = (translate: () => string) => {
    try {
      text += translate();
    } catch (error) {
      if (!(error instanceof TranslationError)) throw error;
      follower.fail(error.message);
      text += errorEvent(error.message, stream.isEmpty);
    }
  };
  const translate = (event: SseEvent) => {
    const verdict = follower.see(event);
    if (verdict === null) return;
    if (verdict === "error") {
      text += errorEvent(event.data, stream.isEmpty);
      return;
    }
    const data = rewriter ? rewriter.event(event.data) : event.data;
    if (data !== null) guarded(() => stream.push(data === event.data ? event : { ...event, data }));
    if (verdict === "terminal") guarded(() => stream.finish(true));
  };
  const reader = new SseReader(translate);
  const taken = () => {
    const bytes = text === "" ? NO_BYTES : Buffer.from(text);
    text = "";
    return bytes;
  };
  return {
    feed(chunk) {
      reader.feed(chunk);
      return taken();
    },
    finish() {
      guarded(() => stream.finish(false));
      return taken();
    },
  };
}
