import type { Dispatcher } from "undici";
import { MAX_UPSTREAM_POOLS } from "@/config/limits";
import { MINUTE_MS } from "@/lib/duration";
import { ConnectionPools, type Way } from "./connection-pools";
import { createConnector } from "./connector";
import type { IsAllowed } from "./destination-guard";
import { isHttp2Failure, nextWay } from "./next-way";
import type { OutboundProxy } from "./outbound-proxy";
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
  readonly egress: Egress;
}

/** How a request leaves the hub. */
export interface Egress {
  /** null = directly */
  readonly proxy: OutboundProxy | null;
  /** Whether a request that does not get through the proxy may go directly, showing the hub's own address. */
  readonly mayGoDirect: boolean;
}

export const DIRECT: Egress = Object.freeze({ proxy: null, mayGoDirect: false });

/** A request took another way than it was meant to. */
export interface Detour {
  readonly origin: string;
  readonly to: "http1" | "direct";
  readonly reason: string;
}

export interface UpstreamClientOptions {
  readonly connectTimeoutMs: number;
  readonly headersTimeoutMs: number;
  /** Longest pause between two chunks of an answer. */
  readonly bodyTimeoutMs: number;
  readonly isAllowed: IsAllowed;
  /** Asked for each request: a setting that admins change while the hub runs. */
  readonly allowHttp2: () => boolean;
  readonly onDetour?: (detour: Detour) => void;
  /** PEM certificates trusted in the place of the system's. */
  readonly trustedCertificates?: readonly string[];
}

/** An origin whose HTTP/2 failed is spoken to in HTTP/1.1 this long. */
const HTTP1_ONLY_MS = 10 * MINUTE_MS;

/** Sends requests to upstreams over pooled connections. */
export class UpstreamClient {
  readonly pools: ConnectionPools;
  /** Origins whose HTTP/2 failed, with the time (epoch ms) from which it is tried again. */
  private readonly http1Only = new Map<string, number>();

  constructor(private readonly options: UpstreamClientOptions) {
    const { connectTimeoutMs: timeoutMs, isAllowed, trustedCertificates } = options;
    this.pools = new ConnectionPools({
      connectorFor: (way) => createConnector({ ...way, timeoutMs, isAllowed, trustedCertificates }),
    });
  }

  /** Starts the exchange. The reader's `response` settles with the answer's head; `cancel` ends it at any time. */
  send(request: UpstreamRequest): ResponseReader {
    const { origin, egress } = request;
    let way: Way = { proxy: egress.proxy, allowHttp2: this.mayUseHttp2(origin) };
    const reader = new ResponseReader((error) => {
      const next = nextWay(way, error, egress.mayGoDirect);
      if (!next) return false;
      this.noteDetour(origin, error);
      way = next;
      this.dispatch(request, way, reader);
      return true;
    });
    this.dispatch(request, way, reader);
    return reader;
  }

  async close(): Promise<void> {
    await this.pools.destroy();
  }

  private dispatch(
    { origin, path, method, headers, body }: UpstreamRequest,
    way: Way,
    reader: ResponseReader,
  ) {
    this.pools.poolFor(origin, way).dispatch(
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
  }

  /** HTTP/2 is agreed on in the TLS handshake, so that only `https:` has it. */
  private mayUseHttp2(origin: string): boolean {
    if (!origin.startsWith("https:") || !this.options.allowHttp2()) return false;
    const until = this.http1Only.get(origin);
    if (until === undefined) return true;
    if (until > Date.now()) return false;
    this.http1Only.delete(origin);
    return true;
  }

  private noteDetour(origin: string, error: unknown): void {
    const to = isHttp2Failure(error) ? "http1" : "direct";
    if (to === "http1") {
      if (this.http1Only.size >= MAX_UPSTREAM_POOLS) this.http1Only.clear();
      this.http1Only.set(origin, Date.now() + HTTP1_ONLY_MS);
    }
    this.options.onDetour?.({ origin, to, reason: error instanceof Error ? error.message : String(error) });
  }
}
