import { MAX_ANSWER_COPY_BYTES } from "@/config/limits";
import { JsonArrayReader } from "@/lib/json-array-reader";
import { type SseEvent, SseReader } from "@/lib/sse-reader";
import type {
  AnswerRewriter,
  ProtocolAdapter,
  StreamFraming,
  StreamMonitor,
  StreamUsage,
} from "@/protocols/protocol";
import { rewrittenArray, rewrittenEvents } from "./rewritten-stream";
import { arrayEvent, NO_BYTES, type StreamPassage } from "./stream-passage";

/** What is known of an answer while it passes. */
export interface AnswerWatch {
  readonly hasContent: boolean;
  readonly isComplete: boolean;
  /** Data of the error event, if one came. */
  readonly errorData: string | null;
  readonly events: number;
  /** How an error can be told in the stream; null where its bytes are nobody's to add to. */
  readonly framing: StreamFraming | null;
  /** Takes the upstream's next bytes; returns the client's, which may be none. */
  feed(chunk: Uint8Array): Uint8Array;
  /** The upstream has ended properly; returns what the client still has to get, once. */
  finish(): Uint8Array;
  usage(): StreamUsage | null;
}

export interface StreamWatchOptions {
  readonly framing: StreamFraming;
  /** null: the client gets the upstream's bytes. */
  readonly rewriter: AnswerRewriter | null;
  /** Size of the request, for estimates. */
  readonly promptBytes: number;
}

/** Reads a side copy of a stream as its bytes pass, and remembers what it has come to. */
export class StreamWatch implements AnswerWatch {
  readonly framing: StreamFraming;
  private readonly monitor: StreamMonitor;
  private readonly passage: StreamPassage;
  hasContent = false;
  isComplete = false;
  errorData: string | null = null;
  events = 0;

  constructor(adapter: Pick<ProtocolAdapter, "openStreamMonitor">, options: StreamWatchOptions) {
    this.framing = options.framing;
    this.monitor = adapter.openStreamMonitor(options.promptBytes);
    this.passage = passageOf(options, (event) => this.see(event));
  }

  feed(chunk: Uint8Array): Uint8Array {
    return this.passage.feed(chunk);
  }

  finish(): Uint8Array {
    return this.passage.finish();
  }

  usage(): StreamUsage | null {
    return this.monitor.usage();
  }

  private see(event: SseEvent): void {
    this.events++;
    switch (this.monitor.see(event)) {
      case "content":
        this.hasContent = true;
        return;
      case "terminal":
        this.isComplete = true;
        return;
      case "error":
        this.errorData ??= event.data;
        return;
      case "neutral":
        return;
    }
  }
}

function passageOf(
  { framing, rewriter }: StreamWatchOptions,
  onEvent: (event: SseEvent) => void,
): StreamPassage {
  if (framing === "sse") {
    return rewriter ? rewrittenEvents(rewriter, onEvent) : untouched(new SseReader(onEvent));
  }
  if (rewriter) return rewrittenArray(rewriter, onEvent);
  return untouched(new JsonArrayReader((data) => onEvent(arrayEvent(data)), MAX_ANSWER_COPY_BYTES));
}

function untouched(reader: { feed(chunk: Uint8Array): void }): StreamPassage {
  return {
    feed(chunk) {
      reader.feed(chunk);
      return chunk;
    },
    finish: () => NO_BYTES,
  };
}
