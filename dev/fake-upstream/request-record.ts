import type { IncomingMessage } from "node:http";
import type { DialectName, Operation } from "./call";
import type { Script } from "./script";
import { noUsage, type Usage } from "./usage";
import type { WireFrame } from "./wire-frame";

/** How much is remembered of each request: nothing, all but the bodies, or everything. */
export type RecordMode = "none" | "meta" | "full";

/** One request as it came in and what became of it. */
export class RequestRecord {
  readonly method: string;
  readonly url: string;
  /** In the order and spelling of the wire. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly receivedAt = new Date();
  readonly remotePort: number | undefined;
  /** The body as it came over the wire, content-encoding included; empty unless the mode is `full`. */
  body: Buffer = Buffer.alloc(0);
  bodyBytes = 0;
  dialect: DialectName | null = null;
  operation: Operation | null = null;
  model: string | null = null;
  script: Script | null = null;
  /** Null until the response's headers were written. */
  status: number | null = null;
  responseBytes = 0;
  /** The client went away before the response was through. */
  aborted = false;
  /** The script broke the connection. */
  cut = false;
  /** The exchange is over, in whatever way. */
  ended = false;
  /** Usage the written part of the response reports; null when it reports none. */
  reportedUsage: Usage | null = null;
  /** The dialect's terminal marker was written. */
  complete = false;
  readonly #sent: Buffer[] = [];
  readonly #mode: RecordMode;

  constructor(
    request: IncomingMessage,
    readonly index: number,
    readonly connectionId: number,
    mode: RecordMode,
  ) {
    this.#mode = mode;
    this.method = request.method ?? "GET";
    this.url = request.url ?? "/";
    this.headers = mode === "none" ? [] : headerPairs(request.rawHeaders);
    this.remotePort = request.socket.remotePort;
  }

  /** The response body as sent, without chunk framing; empty unless the mode is `full`. */
  get responseBody(): Buffer {
    return Buffer.concat(this.#sent);
  }

  received(body: Buffer): void {
    this.bodyBytes = body.length;
    if (this.#mode === "full") this.body = body;
  }

  sent(bytes: Buffer): void {
    this.responseBytes += bytes.length;
    if (this.#mode === "full") this.#sent.push(bytes);
  }

  /** Notes what a frame told the client, once all its bytes were written. */
  told(frame: Pick<WireFrame, "usage" | "terminal">): void {
    this.reportedUsage = frame.usage ?? this.reportedUsage;
    this.complete ||= frame.terminal === true;
  }

  /** The usage on the wire, all zero when there was none. */
  get usage(): Usage {
    return this.reportedUsage ?? noUsage;
  }
}

function headerPairs(raw: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) pairs.push([raw[at] ?? "", raw[at + 1] ?? ""]);
  return pairs;
}
