import type { Framing } from "../../call";

/**
 * One element of a Gemini stream: an SSE event (with CRLF, as Google sends it) under `alt=sse`, otherwise an
 * element of one growing JSON array.
 */
export function streamElement(framing: Framing, value: unknown, isFirst = false): string {
  if (framing === "sse") return `data: ${JSON.stringify(value)}\r\n\r\n`;
  return `${isFirst ? "[" : ",\r\n"}${JSON.stringify(value, null, 2)}`;
}

/** What closes the stream after its last element. */
export function streamEnd(framing: Framing): string {
  return framing === "json-array" ? "\n]" : "";
}
