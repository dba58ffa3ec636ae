import { MAX_ANSWER_COPY_BYTES } from "@/config/limits";
import { JsonArrayReader } from "@/lib/json-array-reader";
import { type SseEvent, SseReader } from "@/lib/sse-reader";
import type {
  AnswerRewriter,
  EventVerdict,
  ProtocolAdapter,
  StreamFraming,
  StreamMonitor,
  StreamUsage,
} from "@/protocols/protocol";
import type { AnswerWatch } from "./answer-watch";
import { rewrittenArray, rewrittenEvents } from "./rewritten-stream";
import { arrayEvent, NO_BYTES, type StreamPassage } from "./stream-passage";
import { type TranslatedStream, translatedPassage } from "./translated-passage";

export interface StreamWatchOptions {
  /** The upstream's. */
  readonly framing: StreamFraming;
  /** null: the client gets the upstream's bytes. */
  readonly rewriter: AnswerRewriter | null;
  /** null: the client speaks the upstream's dialect. */
  readonly translated: TranslatedStream | null;
  /** Size of the request, for estimates. */
  readonly promptBytes: number;
}

/** Reads a side copy of a stream as its bytes pass, and remembers what it has come to. */
export class StreamWatch implements AnswerWatch {
  readonly framing: StreamFraming;
  private readonly monitor: StreamMonitor;
  private readonly passage: StreamPassage;
  private readonly translated: TranslatedStream | null;
  hasContent = false;
  isComplete = false;
  /** Data of the error event, if one came. */
  errorData: string | null = null;
  events = 0;

  constructor(adapter: Pick<ProtocolAdapter, "openStreamMonitor">, options: StreamWatchOptions) {
    this.translated = options.translated;
    this.framing = options.translated?.framing ?? options.framing;
    this.monitor = adapter.openStreamMonitor(options.promptBytes);
    this.passage = this.passageOf(options);
  }

  /** An end without the terminal marker is none, however orderly it is. */
  get mayEndHere(): boolean {
    return this.isComplete;
  }

  get isSilent(): boolean {
    return this.translated ? this.translated.stream.isEmpty : this.events === 0;
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

  private passageOf({ framing, rewriter, translated }: StreamWatchOptions): StreamPassage {
    const see = (event: SseEvent) => this.see(event);
    if (translated) {
      const fail = (message: string) => {
        this.errorData ??= message;
      };
      return translatedPassage(translated, rewriter, { see, fail });
    }
    if (framing === "sse") return rewriter ? rewrittenEvents(rewriter, see) : untouched(new SseReader(see));
    if (rewriter) return rewrittenArray(rewriter, see);
    return untouched(new JsonArrayReader((data) => see(arrayEvent(data)), MAX_ANSWER_COPY_BYTES));
  }

  /** The verdict on an event; null for what comes behind the end. */
  private see(event: SseEvent): EventVerdict | null {
    this.events++;
    // The first end counts, so that nothing depends on which chunk brings what comes behind it.
    if (this.isComplete || this.errorData !== null) return null;
    const verdict = this.monitor.see(event);
    if (verdict === "content") this.hasContent = true;
    if (verdict === "terminal") this.isComplete = true;
    if (verdict === "error") this.errorData = event.data;
    return verdict;
  }
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
