import type { ServerResponse } from "node:http";

/** Sends a JSON document, or nothing for `undefined`, and returns the bytes of the body. */
export function sendJson(response: ServerResponse, status: number, value: unknown): Buffer {
  const bytes = Buffer.from(value === undefined ? "" : JSON.stringify(value));
  response.writeHead(status, { "content-type": "application/json", "content-length": bytes.length });
  response.end(bytes);
  return bytes;
}
