import "server-only";
import type { Env } from "@/config/env";
import { COUNTERS_TIMEOUT_MS } from "@/config/limits";
import { FallbackCounters } from "@/infra/counters/fallback";
import { MemoryCounters } from "@/infra/counters/memory";
import type { Counters } from "@/infra/counters/port";
import type { Logger } from "@/infra/logger";
import { createRedis } from "@/infra/redis/client";
import { RedisCounters } from "@/infra/redis/counters";
import type { Closer } from "./closers";

/** How long Redis is left alone after it failed to answer. */
const REDIS_REST_MS = 1_000;

/** In-process counters, or Redis with the in-process ones to fall back on where `REDIS_URL` names one. */
export async function openCounters(env: Env, logger: Logger, opened: Closer[]): Promise<Counters> {
  if (!env.REDIS_URL) return new MemoryCounters();
  const redis = createRedis({
    url: env.REDIS_URL,
    tlsRejectUnauthorized: env.REDIS_TLS_REJECT_UNAUTHORIZED,
    keyPrefix: env.REDIS_KEY_PREFIX,
    connectionName: "claude-code-hub",
  });
  const counters = new FallbackCounters(new RedisCounters(redis), new MemoryCounters(), {
    timeoutMs: COUNTERS_TIMEOUT_MS,
    retryAfterMs: REDIS_REST_MS,
    onChange: ({ mode, detail }) => {
      if (mode === "fallback")
        logger.warn({ detail }, "Redis does not answer; limits hold per process until it does");
      else logger.info("Redis answers again");
    },
  });
  opened.push(["counters", () => counters.close()]);
  await redis.connect().catch((error: unknown) => {
    logger.warn({ err: error }, "Redis cannot be reached; limits hold per process until it can");
  });
  return counters;
}
