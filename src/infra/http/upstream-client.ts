import { Agent, type Dispatcher } from "undici";
import { ResponseReader } from "./response-reader";

/** One request to an upstream, ready to be sent. */
export interface UpstreamRequest {
  readonly method: string;
  /** Scheme, host and port. */
  readonly origin: string;
  /** With its query. */
  readonly path: string;
  /** Name, value, name, value … as they go on the wire. `host` and `content-length` are set from origin and body. */
  readonly headers: string[];
  readonly body: Uint8Array | null;
}

export interface UpstreamClientOptions {
  readonly connectTimeoutMs: number;
  readonly headersTimeoutMs: number;
  /** Longest pause between two chunks of an answer. */
  readonly bodyTimeoutMs: number;
}

/** Idle connections stay open this long: the next turn of a conversation mostly comes within it. */
const KEEP_ALIVE_MS = 60_000;

/** Sends requests to upstreams over pooled connections, one pool per origin. */
export class UpstreamClient {
  private readonly agent: Dispatcher;

  constructor(private readonly options: UpstreamClientOptions) {
    this.agent = new Agent({
      connect: { timeout: options.connectTimeoutMs },
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: 10 * KEEP_ALIVE_MS,
      // Pipelining would make one stream wait for another.
      pipelining: 1,
    });
  }

  /** Starts the exchange. The reader's `response` settles with the answer's head; `cancel` ends it at any time. */
  send({ method, origin, path, headers, body }: UpstreamRequest): ResponseReader {
    const reader = new ResponseReader();
    this.agent.dispatch(
      {
        origin,
        path,
        method: method as Dispatcher.HttpMethod,
        headers,
        body,
        headersTimeout: this.options.headersTimeoutMs,
        bodyTimeout: this.options.bodyTimeoutMs,
      },
      reader,
    );
    return reader;
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }
}
