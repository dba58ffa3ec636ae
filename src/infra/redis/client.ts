import { Redis } from "ioredis";

export interface RedisOptions {
  readonly url: string;
  readonly tlsRejectUnauthorized: boolean;
  readonly keyPrefix: string;
  readonly connectionName: string;
}

const MAX_RECONNECT_DELAY_MS = 2_000;

/**
 * A client that never queues commands while the server is away (a caller on the request path must fail at once,
 * not wait) and never stops reconnecting.
 */
export function createRedis({ url, tlsRejectUnauthorized, keyPrefix, connectionName }: RedisOptions): Redis {
  const tls = url.startsWith("rediss:") ? { tls: { rejectUnauthorized: tlsRejectUnauthorized } } : {};
  const redis = new Redis(url, {
    ...tls,
    keyPrefix,
    connectionName,
    lazyConnect: true,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 100, MAX_RECONNECT_DELAY_MS),
  });
  // Without a listener each failed reconnect would be printed; the counters' health tells the state instead.
  redis.on("error", () => {});
  return redis;
}

export type { Redis };
