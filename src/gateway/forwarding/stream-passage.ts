import type { SseEvent } from "@/lib/sse-reader";

/** Takes bytes of the upstream apart and returns those of the client. */
export interface StreamPassage {
  feed(chunk: Uint8Array): Uint8Array;
  /** Behind the last chunk. */
  finish(): Uint8Array;
}

export const NO_BYTES = Buffer.alloc(0);

/** An element of an array, as monitors know events. */
export function arrayEvent(data: string): SseEvent {
  return { id: undefined, event: undefined, data };
}
