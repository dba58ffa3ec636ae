import { type buildConnector, type Dispatcher, Pool } from "undici";
import { MAX_UPSTREAM_POOLS, RETIRED_POOL_MAX_AGE_MS } from "@/config/limits";
import type { OutboundProxy } from "./outbound-proxy";

/** One manner of reaching an origin. */
export interface Way {
  /** null = directly */
  readonly proxy: OutboundProxy | null;
  readonly allowHttp2: boolean;
}

export interface ConnectionPoolsOptions {
  readonly connectorFor: (way: Way) => buildConnector.connector;
  readonly maxPools?: number;
  readonly retiredMaxAgeMs?: number;
}

/** Idle connections stay open this long: the next turn of a conversation mostly comes within it. */
const KEEP_ALIVE_MS = 60_000;

/**
 * Connection pools, one for each origin and way to it. There is a bound on how many are kept: the one used longest ago
 * is then retired, which means that it takes no new requests, finishes those it has, and closes. Only a pool that is
 * still not done after a long time is cut off.
 *
 * Without a connection a pool is retired at once, so that what a burst left behind goes away with its sockets.
 */
export class ConnectionPools {
  /** From the pool used longest ago to the one used last. */
  private readonly pools = new Map<string, Pool>();
  private readonly retired = new Map<Pool, NodeJS.Timeout>();
  private readonly maxPools: number;
  private readonly retiredMaxAgeMs: number;

  constructor(private readonly options: ConnectionPoolsOptions) {
    this.maxPools = options.maxPools ?? MAX_UPSTREAM_POOLS;
    this.retiredMaxAgeMs = options.retiredMaxAgeMs ?? RETIRED_POOL_MAX_AGE_MS;
  }

  get size(): number {
    return this.pools.size;
  }

  get retiredSize(): number {
    return this.retired.size;
  }

  /** The pool for requests that start now. Do not keep it: the next request may get another. */
  poolFor(origin: string, way: Way): Dispatcher {
    const key = `${way.allowHttp2 ? "2" : "1"} ${way.proxy?.key ?? ""} ${origin}`;
    const known = this.pools.get(key);
    if (known) {
      this.pools.delete(key);
      this.pools.set(key, known);
      return known;
    }
    const pool = this.open(key, origin, way);
    this.pools.set(key, pool);
    if (this.pools.size > this.maxPools) this.retireOldest();
    return pool;
  }

  /** Cuts off everything, running requests included. */
  async destroy(): Promise<void> {
    const all = [...this.pools.values(), ...this.retired.keys()];
    for (const timer of this.retired.values()) clearTimeout(timer);
    this.pools.clear();
    this.retired.clear();
    await Promise.all(all.map((pool) => pool.destroy()));
  }

  private open(key: string, origin: string, way: Way): Pool {
    const pool = new Pool(origin, {
      connect: this.options.connectorFor(way),
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: 10 * KEEP_ALIVE_MS,
      allowH2: way.allowHttp2,
      // One answer at a time on a connection. In HTTP/1.1 pipelining would make one stream wait for another; in HTTP/2
      // undici ends all streams of a connection at its GOAWAY, so that sharing it would spread one stream's fate.
      pipelining: 1,
    });
    const retireIfEmpty = () => {
      if (pool.stats.connected === 0 && this.pools.get(key) === pool) this.retire(key, pool);
    };
    pool.on("disconnect", retireIfEmpty);
    pool.on("connectionError", retireIfEmpty);
    return pool;
  }

  private retireOldest(): void {
    const [oldest] = this.pools;
    if (oldest) this.retire(...oldest);
  }

  private retire(key: string, pool: Pool): void {
    this.pools.delete(key);
    const timer = setTimeout(() => void pool.destroy(), this.retiredMaxAgeMs).unref();
    this.retired.set(pool, timer);
    const forget = () => {
      clearTimeout(timer);
      this.retired.delete(pool);
    };
    pool.close().then(forget, forget);
  }
}
