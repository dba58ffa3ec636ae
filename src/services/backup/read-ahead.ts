import "server-only";
import { Readable } from "node:stream";

/** The first bytes of a stream (fewer when it has no more), and the whole of it, these included. */
export async function readAhead(
  stream: Readable,
  bytes: number,
): Promise<{ readonly head: Buffer; readonly whole: Readable }> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  let read = Buffer.alloc(0);
  while (read.length < bytes) {
    const { done, value } = await chunks.next();
    if (done) break;
    read = Buffer.concat([read, value]);
  }
  async function* whole() {
    if (read.length > 0) yield read;
    yield* { [Symbol.asyncIterator]: () => chunks };
  }
  return { head: read.subarray(0, bytes), whole: Readable.from(whole(), { objectMode: false }) };
}
