import type { IncomingMessage } from "node:http";
import { pause } from "./pause";

/** Reads a request body as it comes, or no faster than `bytesPerSecond`. Rejects when the client leaves. */
export function readBody(
  request: IncomingMessage,
  bytesPerSecond: number | undefined,
  gone: AbortSignal,
): Promise<Buffer> {
  return bytesPerSecond === undefined ? readAtOnce(request) : readSlowly(request, bytesPerSecond, gone);
}

function readAtOnce(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => resolve(joined(chunks)));
    request.on("error", reject);
    request.on("close", () => {
      if (!request.complete) reject(new Error("the client left while it sent the request"));
    });
  });
}

/** Leaves the bytes in the socket while it waits, so that the client feels the back-pressure. */
async function readSlowly(
  request: IncomingMessage,
  bytesPerSecond: number,
  gone: AbortSignal,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const startedAtMs = performance.now();
  let read = 0;
  for await (const chunk of request) {
    chunks.push(chunk);
    read += chunk.length;
    const dueAtMs = startedAtMs + (read / bytesPerSecond) * 1000;
    await pause(Math.max(0, dueAtMs - performance.now()), gone);
  }
  return joined(chunks);
}

function joined(chunks: Buffer[]): Buffer {
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}
