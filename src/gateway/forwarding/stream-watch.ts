import { type SseEvent, SseReader } from "@/lib/sse-reader";
import type { ProtocolAdapter, StreamMonitor } from "@/protocols/protocol";

/** Reads a side copy of a stream as its bytes pass, and remembers what it has come to. */
export class StreamWatch {
  readonly monitor: StreamMonitor;
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

  feed(chunk: Uint8Array): void {
    this.reader.feed(chunk);
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
