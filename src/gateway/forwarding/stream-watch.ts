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
import type { AnswerWatch } from "./answer-watch";
import { rewrittenArray, rewrittenEvents } from "./rewritten-stream";
import { arrayEvent, NO_BYTES, type StreamPassage } from "./stream-passage";

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
  /** Data of the error event, if one came. */
  errorData: string | null = null;
  events = 0;

  constructor(adapter: Pick<ProtocolAdapter, "openStreamMonitor">, options: StreamWatchOptions) {
    this.framing = options.framing;
    this.monitor = adapter.openStreamMonitor(options.promptBytes);
    this.passage = passageOf(options, (event) => this.see(event));
  }

  /** An end without the terminal marker is none, however orderly it is. */
  get mayEndHere(): boolean {
    return this.isComplete;
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
    // The first end counts, so that nothing depends on which chunk brings what comes behind it.
    if (this.isComplete || this.errorData !== null) return;
    switch (this.monitor.see(event)) {
      case "content":
        this.hasContent = true;
        return;
      case "terminal":
        this.isComplete = true;
        return;
      case "error":
        this.errorData = event.data;
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
