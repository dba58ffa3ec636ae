import type { IncomingMessage, ServerResponse } from "node:http";
import { MAX_REQUEST_BODY_BYTES } from "@/config/limits";
import type { ByteSource } from "@/lib/byte-source";
import type { ClientConnection, Reply } from "../types";
import { bodyTooLarge } from "./body-too-large";

/** The node:http side of the gateway: the path every request takes in production. */

/** A client is gone when its connection closes before the whole reply was written. */
export class NodeConnection implements ClientConnection {
  constructor(private readonly outgoing: ServerResponse) {}

  get isGone(): boolean {
    return this.outgoing.destroyed && !this.outgoing.writableFinished;
  }

  onGone(listener: () => void): () => void {
    const { outgoing } = this;
    const onClose = () => {
      if (!outgoing.writableFinished) listener();
    };
    outgoing.once("close", onClose);
    return () => outgoing.off("close", onClose);
  }
}

/**
 * Reads the whole body. With a declared length its memory is taken once and filled.
 *
 * @throws {GatewayError} `body_too_large`
 */
export async function readNodeBody(incoming: IncomingMessage): Promise<Buffer> {
  const declared = Number(incoming.headers["content-length"]);
  if (declared > MAX_REQUEST_BODY_BYTES) throw bodyTooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_REQUEST_BODY_BYTES) {
        incoming.pause();
        reject(bodyTooLarge());
        return;
      }
      chunks.push(chunk);
    });
    incoming.once("end", () =>
      resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, size)),
    );
    incoming.once("error", reject);
    incoming.once("close", () => {
      if (!incoming.complete) reject(new Error("the client left while sending its request"));
    });
  });
}

/** Sends a reply. Returns when it is written, or when the client has gone. */
export async function deliverToNode(
  { status, headers, body }: Reply,
  outgoing: ServerResponse,
): Promise<void> {
  if (outgoing.destroyed) {
    if (isSource(body)) body.cancel(new Error("the client left"));
    return;
  }
  // Its types ask for a mutable list; it only reads it.
  outgoing.writeHead(status, headers as string[]);
  if (!isSource(body)) {
    outgoing.end(body ?? undefined);
    return;
  }
  await pump(body, outgoing);
}

/** Moves chunks one at a time: the next is asked for when the socket has taken the last. */
async function pump(source: ByteSource, outgoing: ServerResponse): Promise<void> {
  const onClose = () => {
    if (!outgoing.writableFinished) source.cancel(new Error("the client left"));
  };
  outgoing.once("close", onClose);
  try {
    for (;;) {
      const chunk = await source.read();
      if (chunk === null) {
        outgoing.end();
        return;
      }
      if (outgoing.destroyed) return;
      if (!outgoing.write(chunk)) await drained(outgoing);
    }
  } catch (error) {
    // Neither a silent end nor a whole answer: the client sees the connection break.
    outgoing.destroy(error instanceof Error ? error : undefined);
  }
}

function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      outgoing.off("drain", done);
      outgoing.off("close", done);
      resolve();
    };
    outgoing.once("drain", done);
    outgoing.once("close", done);
  });
}

function isSource(body: Reply["body"]): body is ByteSource {
  return body !== null && "read" in body;
}
