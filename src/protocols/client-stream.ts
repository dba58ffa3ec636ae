import type { OutgoingEvent } from "./ir/codec";
import type { AnswerRewriter, StreamFraming } from "./protocol";

/** Frames events as a client expects a stream: server-sent events, or the elements of a JSON array that grows. */
export class ClientStream {
  /** Nothing was written yet. */
  isEmpty = true;

  constructor(
    private readonly framing: StreamFraming,
    private readonly envelope: AnswerRewriter | null,
  ) {}

  write(events: readonly OutgoingEvent[]): string {
    let text = "";
    for (const { event, data } of events) {
      const wrapped = this.envelope ? this.envelope.event(data) : data;
      if (wrapped === null) continue;
      text += this.framing === "sse" ? sseEvent(event, wrapped) : (this.isEmpty ? "[" : ",\r\n") + wrapped;
      this.isEmpty = false;
    }
    return text;
  }

  /** Behind the last event. */
  close(): string {
    if (this.framing === "sse") return "";
    return this.isEmpty ? "[]" : "\n]";
  }
}

/** The data is one line: JSON, or a word such as `[DONE]`. */
function sseEvent(event: string | undefined, data: string): string {
  return event === undefined ? `data: ${data}\n\n` : `event: ${event}\ndata: ${data}\n\n`;
}
