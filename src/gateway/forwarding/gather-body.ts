import { DRAIN_TIMEOUT_MS, MAX_ANSWER_COPY_BYTES } from "@/config/limits";
import type { ByteLease } from "@/lib/byte-budget";
import type { ByteSource } from "@/lib/byte-source";
import type { GatewayRequest } from "../types";
import { CLIENT_LEFT } from "./client-left";

/**
 * Reads until the end, or until what is held should not become more.
 *
 * @param hasEnough says of each chunk whether the end has come with it
 */
export async function gatherBody(
  source: ByteSource,
  { request, lease }: { readonly request: GatewayRequest; readonly lease: ByteLease },
  hasEnough: (chunk: Uint8Array) => boolean = () => false,
) {
  const chunks: Uint8Array[] = [];
  let leasedBytes = 0;
  const stopListening = giveUpSoonAfterClient(source, request);
  try {
    for (;;) {
      const chunk = await source.read();
      if (chunk === null) return { chunks, leasedBytes, isWhole: true };
      chunks.push(chunk);
      const hasRoom = lease.grow(chunk.byteLength);
      if (hasRoom) leasedBytes += chunk.byteLength;
      if (hasEnough(chunk)) return { chunks, leasedBytes, isWhole: true };
      if (!hasRoom || leasedBytes > MAX_ANSWER_COPY_BYTES) return { chunks, leasedBytes, isWhole: false };
    }
  } catch (error) {
    lease.shrink(leasedBytes);
    throw error;
  } finally {
    stopListening();
  }
}

/** What an answer cost stands at its end: it is read on for a while when the client leaves, unless an admin ended it. */
function giveUpSoonAfterClient(source: ByteSource, { inbound }: GatewayRequest): () => void {
  let timer: NodeJS.Timeout | undefined;
  const onGone = () => {
    if (inbound.connection.isTerminated) source.cancel(CLIENT_LEFT);
    else timer = setTimeout(() => source.cancel(CLIENT_LEFT), DRAIN_TIMEOUT_MS);
  };
  const stopListening = inbound.connection.onGone(onGone);
  if (inbound.connection.isGone) onGone();
  return () => {
    clearTimeout(timer);
    stopListening();
  };
}

/** The first character that is no blank; empty where there is none near the beginning. */
export function firstCharacter(chunks: readonly Uint8Array[]): string {
  const start = Buffer.concat(chunks.map((chunk) => chunk.subarray(0, 64))).toString("latin1");
  return start.trimStart().charAt(0);
}

/** One buffer for all; the very bytes where there is one chunk. */
export function joined(chunks: readonly Uint8Array[]): Buffer {
  const [only] = chunks;
  if (chunks.length !== 1 || !only) return Buffer.concat(chunks);
  return Buffer.from(only.buffer, only.byteOffset, only.byteLength);
}
