import { createParser, type EventSourceMessage } from "eventsource-parser";

/** One complete server-sent event (WHATWG HTML §9.2). `event` is undefined where the stream names none. */
export type SseEvent = EventSourceMessage;

/** Turns the bytes of an event stream, however they are cut, into complete events. */
export class SseReader {
  private readonly decoder = new TextDecoder("utf-8");
  private readonly parser;

  constructor(onEvent: (event: SseEvent) => void) {
    this.parser = createParser({ onEvent });
  }

  feed(chunk: Uint8Array): void {
    this.parser.feed(this.decoder.decode(chunk, { stream: true }));
  }
}
