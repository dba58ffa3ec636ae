import { Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import type { RawHeaders } from "@/infra/http/headers";
import type { ByteLease } from "@/lib/byte-budget";
import type { ClientConnection, Reply } from "../types";
import { BodyGatherer } from "./body-gatherer";

/** The Fetch side of the gateway: what `next dev` speaks, and the fallback where there is no node:http response. */

export function webHeaders(headers: Headers): RawHeaders {
  return [...headers.entries()].flat();
}

export function webConnection(signal: AbortSignal): ClientConnection {
  return {
    get isGone() {
      return signal.aborted;
    },
    isTerminated: false,
    onGone(listener) {
      signal.addEventListener("abort", listener, { once: true });
      return () => signal.removeEventListener("abort", listener);
    },
  };
}

/** @throws {GatewayError} `body_too_large`, `local_overload` */
export async function readWebBody(request: Request, lease: ByteLease): Promise<Buffer> {
  const body = new BodyGatherer(request.headers.get("content-length"), lease);
  if (request.body === null) return Buffer.alloc(0);
  // The DOM's type of the stream is not iterable, Node's is; they are the same object.
  for await (const chunk of Readable.fromWeb(request.body as NodeReadableStream<Uint8Array>)) {
    body.add(chunk);
  }
  return body.whole();
}

export function webResponse({ status, headers, body, onDelivered }: Reply): Response {
  // Who takes a Response does not say when it was delivered.
  onDelivered?.();
  const init = { status, headers: new Headers() };
  for (let at = 0; at + 1 < headers.length; at += 2)
    init.headers.append(headers[at] as string, headers[at + 1] as string);
  if (body === null) return new Response(null, init);
  if (!("read" in body)) return new Response(Buffer.from(body), init);
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const chunk = await body.read();
        if (chunk === null) controller.close();
        else controller.enqueue(chunk);
      },
      cancel: (reason) => body.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return new Response(stream, init);
}
