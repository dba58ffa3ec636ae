import { type SseEvent, SseReader } from "@/lib/sse-reader";
import type { ProtocolAdapter, StreamMonitor, StreamUsage } from "@/protocols/protocol";
import type { PassageWatch } from "./passage-watch";

/** Reads a side copy of a stream as its bytes pass, and remembers what it has come to. */
export class StreamWatch implements PassageWatch {
  private readonly monitor: StreamMonitor;
  private readonly reader: SseReader;
  hasContent = false;
  isComplete = false;
  /** Data of the error event, if one came. */
  errorData: string | null = null;
  events = 0;

  constructor(adapter: Pick<ProtocolAdapter, "openStreamMonitor">) {
    this.monitor = adapter.openStreamMonitor();
    this.reader = new SseReader((event) => this.see(event));
  }

  /** An end without the terminal marker is none, however orderly it is. */
  get mayEndHere(): boolean {
    return this.isComplete;
  }

  feed(chunk: Uint8Array): void {
    this.reader.feed(chunk);
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
