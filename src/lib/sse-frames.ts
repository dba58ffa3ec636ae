import { type SseEvent, SseReader } from "./sse-reader";

const LF = 0x0a;
const CR = 0x0d;

/** The bytes of one event with the blank line behind it; `event` is null where they hold none (comments, retry times). */
export interface SseFrame {
  readonly bytes: Buffer;
  readonly event: SseEvent | null;
}

/**
 * Cuts an event stream (WHATWG HTML §9.2) into its events and keeps the bytes of each, however they came. Lines end with
 * LF or CR LF; the third form the standard knows, a lone CR, is sent by nobody and not looked for.
 */
export class SseFrames {
  private parts: Buffer[] = [];
  private size = 0;
  /** Bytes of the current line, the CR of its end not counted. */
  private lineLength = 0;
  private event: SseEvent | null = null;
  private readonly reader = new SseReader((event) => {
    this.event = event;
  });

  /** @param maxBytes an event's size, beyond which its bytes are let go as they come */
  constructor(private readonly maxBytes: number) {}

  feed(chunk: Uint8Array): SseFrame[] {
    // The chunk's owner may reuse its memory once it has gone on; what waits here must not change.
    const bytes = Buffer.from(chunk);
    const frames: SseFrame[] = [];
    let start = 0;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte !== LF) {
        if (byte !== CR) this.lineLength++;
        continue;
      }
      const isBlank = this.lineLength === 0;
      this.lineLength = 0;
      if (!isBlank) continue;
      frames.push(this.takeFrame(bytes.subarray(start, at + 1)));
      start = at + 1;
    }
    this.hold(bytes.subarray(start));
    if (this.size > this.maxBytes) frames.push({ bytes: this.rest(), event: null });
    return frames;
  }

  /** What has come since the last whole event. */
  rest(): Buffer {
    const rest = Buffer.concat(this.parts);
    this.parts = [];
    this.size = 0;
    return rest;
  }

  private hold(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.parts.push(bytes);
    this.size += bytes.length;
  }

  private takeFrame(end: Buffer): SseFrame {
    this.hold(end);
    const bytes = this.rest();
    this.event = null;
    this.reader.feed(bytes);
    return { bytes, event: this.event };
  }
}
