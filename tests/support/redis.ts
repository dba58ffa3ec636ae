import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { createRedis, type Redis } from "@/infra/redis/client";

/** A connection to the run's Redis server with a key prefix of its own, and how to end it with all its keys. */
export async function connectTestRedis(
  keyPrefix = `test:${randomUUID()}:`,
): Promise<{ readonly redis: Redis; readonly close: () => Promise<void> }> {
  const redis = createRedis({
    url: inject("redisUrl"),
    tlsRejectUnauthorized: true,
    keyPrefix,
    connectionName: "test",
  });
  await redis.connect();
  return {
    redis,
    async close() {
      const keys = await redis.keys(`${keyPrefix}*`);
      if (keys.length > 0) await redis.del(...keys.map((key) => key.slice(keyPrefix.length)));
      redis.disconnect();
    },
  };
}
