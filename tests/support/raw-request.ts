import { type ClientRequest, type IncomingMessage, request } from "node:http";

/** A request sent byte by byte and an answer read byte by byte: what `fetch` would smooth over shows here. */
export interface RawExchange {
  readonly outgoing: ClientRequest;
  /** The head of the answer. */
  readonly response: Promise<IncomingMessage>;
  /** All of the answer. Never rejects. */
  readonly received: Promise<RawAnswer>;
}

export interface RawAnswer {
  /** 0 when no answer came. */
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
  /** Whether HTTP says that this was all of it. */
  readonly isWhole: boolean;
}

export interface RawRequestOptions {
  readonly url: string;
  readonly key: string;
  readonly path?: string;
  /** Sent with its length and ended; null leaves sending to the caller. */
  readonly body: Buffer | string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether to read the answer at once; a slow reader does it himself. */
  readonly reads?: boolean;
}

/** Sends on a connection of its own. */
export function rawRequest({ url, key, path, body, headers, reads = true }: RawRequestOptions): RawExchange {
  const outgoing = request(url + (path ?? "/v1/messages"), {
    method: "POST",
    agent: false,
    headers: {
      "content-type": "application/json",
      "x-api-key": key,
      ...(body !== null && { "content-length": String(Buffer.byteLength(body)) }),
      ...headers,
    },
  });
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once("response", resolve);
    outgoing.on("error", reject);
  });
  response.catch(() => {});
  if (body !== null) outgoing.end(body);
  const received = response.then(
    (incoming) => (reads ? readRaw(incoming) : NOTHING),
    () => NOTHING,
  );
  return { outgoing, response, received };
}

const NOTHING: RawAnswer = { status: 0, headers: {}, body: Buffer.alloc(0), isWhole: false };

/** Reads an answer to its end, whatever end that is. */
export function readRaw(incoming: IncomingMessage): Promise<RawAnswer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("error", () => {});
    incoming.once("close", () =>
      resolve({
        status: incoming.statusCode ?? 0,
        headers: incoming.headers,
        body: Buffer.concat(chunks),
        isWhole: incoming.complete,
      }),
    );
  });
}
