import type { IncomingMessage, ServerResponse } from "node:http";
import { CLIENT_STALL_TIMEOUT_MS, UNREAD_BODY_LINGER_MS } from "@/config/limits";
import type { ByteSource } from "@/lib/byte-source";
import type { Reply } from "../types";

/** A body in memory goes out in slices of this size, so that a slow client is told from one that stands still. */
const SLICE_BYTES = 64 * 1024;

/**
 * Sends a reply: the path every answer takes in production. Returns when it is written, or when the client has gone;
 * never rejects.
 *
 * @param stallMs a client that takes nothing for this long counts as gone
 */
export async function deliverToNode(
  { status, headers, body, onDelivered }: Reply,
  outgoing: ServerResponse,
  stallMs: number = CLIENT_STALL_TIMEOUT_MS,
): Promise<void> {
  try {
    if (outgoing.destroyed) {
      if (isSource(body)) body.cancel(new Error("the client left"));
      return;
    }
    const restDiscarded = discardRest(outgoing.req);
    // Its types ask for a mutable list; it only reads it.
    outgoing.writeHead(status, headers as string[]);
    if (body === null || (!isSource(body) && body.byteLength <= SLICE_BYTES)) {
      if (restDiscarded) {
        // An end would close the connection of a client that keeps none, in the middle of what it sends.
        outgoing.write(body ?? "");
        await restDiscarded;
      }
      outgoing.end(restDiscarded ? undefined : (body ?? undefined));
      if (!outgoing.writableFinished) await taken(outgoing, "finish", stallMs);
      return;
    }
    await pump(isSource(body) ? body : slicesOf(body), outgoing, stallMs);
  } catch (error) {
    // Neither a silent end nor a whole answer: the client sees the connection break.
    const reason = error instanceof Error ? error : new Error(String(error));
    if (isSource(body)) body.cancel(reason);
    outgoing.destroy(reason);
  } finally {
    onDelivered?.();
  }
}

/** Moves chunks one at a time: the next is asked for when the socket has taken the last. */
async function pump(source: ByteSource, outgoing: ServerResponse, stallMs: number): Promise<void> {
  const onClose = () => {
    if (!outgoing.writableFinished) source.cancel(new Error("the client left"));
  };
  outgoing.once("close", onClose);
  for (;;) {
    const chunk = await source.read();
    if (outgoing.destroyed) return;
    if (chunk === null) break;
    if (!outgoing.write(chunk)) await taken(outgoing, "drain", stallMs);
    if (outgoing.destroyed) return;
  }
  outgoing.end();
  if (!outgoing.writableFinished) await taken(outgoing, "finish", stallMs);
}

/** Waits until the client took what was written, or has gone. */
function taken(outgoing: ServerResponse, event: "drain" | "finish", stallMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => outgoing.destroy(), stallMs);
    const done = () => {
      clearTimeout(timer);
      outgoing.off(event, done).off("close", done);
      resolve();
    };
    outgoing.once(event, done).once("close", done);
  });
}

/**
 * A client that is answered before it has sent its whole body mostly reads the answer only then, and not at all if the
 * connection is cut under its hands: the rest is taken and thrown away, for a while.
 *
 * @returns when that is over; null when there is no rest
 */
function discardRest(incoming: IncomingMessage): Promise<void> | null {
  if (incoming.complete || incoming.destroyed) return null;
  return new Promise((resolve) => {
    const timer = setTimeout(() => incoming.destroy(), UNREAD_BODY_LINGER_MS);
    const stop = () => {
      clearTimeout(timer);
      resolve();
    };
    incoming.once("end", stop).once("close", stop);
    incoming.resume();
  });
}

function slicesOf(body: Uint8Array): ByteSource {
  let at = 0;
  return {
    async read() {
      if (at >= body.byteLength) return null;
      const slice = body.subarray(at, at + SLICE_BYTES);
      at += SLICE_BYTES;
      return slice;
    },
    cancel() {
      at = body.byteLength;
    },
  };
}

/** Whether a body comes in its own time, instead of being here. */
export function isSource(body: Reply["body"]): body is ByteSource {
  return body !== null && "read" in body;
}
