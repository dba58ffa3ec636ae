import "server-only";
import type { Env } from "@/config/env";
import { COUNTERS_TIMEOUT_MS } from "@/config/limits";
import { FallbackCells } from "@/infra/cells/fallback";
import { MemoryCells } from "@/infra/cells/memory";
import type { SharedCells } from "@/infra/cells/port";
import { FallbackCounters } from "@/infra/counters/fallback";
import { MemoryCounters } from "@/infra/counters/memory";
import type { Counters, PrimeEntry } from "@/infra/counters/port";
import type { Logger } from "@/infra/logger";
import { MemoryPresence } from "@/infra/presence/memory";
import type { Presence } from "@/infra/presence/port";
import { RedisCells } from "@/infra/redis/cells";
import { createRedis } from "@/infra/redis/client";
import { RedisCounters } from "@/infra/redis/counters";
import { RedisPresence } from "@/infra/redis/presence";
import type { Closer } from "./closers";

/** How long Redis is left alone after it failed to answer. */
const REDIS_REST_MS = 1_000;

/** What replicas share beside the database. */
export interface SharedState {
  readonly counters: Counters;
  /** Conditions of providers. */
  readonly cells: SharedCells;
  /** What each replica is serving. */
  readonly presence: Presence;
}

/** In-process state, or Redis with in-process state to fall back on where `REDIS_URL` names one. */
export async function openSharedState(
  env: Env,
  loadSums: () => Promise<readonly PrimeEntry[]>,
  logger: Logger,
  opened: Closer[],
): Promise<SharedState> {
  if (!env.REDIS_URL)
    return { counters: new MemoryCounters(), cells: new MemoryCells(), presence: new MemoryPresence() };
  const redis = createRedis({
    url: env.REDIS_URL,
    tlsRejectUnauthorized: env.REDIS_TLS_REJECT_UNAUTHORIZED,
    keyPrefix: env.REDIS_KEY_PREFIX,
    connectionName: "claude-code-hub",
  });
  const limits = { timeoutMs: COUNTERS_TIMEOUT_MS, retryAfterMs: REDIS_REST_MS };
  const counters = new FallbackCounters(new RedisCounters(redis), new MemoryCounters(), {
    ...limits,
    loadSums,
    onChange: ({ mode, detail }) => {
      if (mode === "fallback")
        logger.warn({ detail }, "Redis does not answer; limits and circuits hold per process until it does");
      else logger.info("Redis answers again");
    },
  });
  const cells = new FallbackCells(new RedisCells(redis, "circuits"), new MemoryCells(), limits);
  opened.push(["counters", () => counters.close()]);
  await redis.connect().catch((error: unknown) => {
    logger.warn({ err: error }, "Redis cannot be reached; limits and circuits hold per process until it can");
  });
  return { counters, cells, presence: new RedisPresence(redis, "in-flight") };
}
