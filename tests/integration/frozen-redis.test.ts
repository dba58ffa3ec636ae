import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { COUNTERS_TIMEOUT_MS } from "@/config/limits";
import { FallbackCounters } from "@/infra/counters/fallback";
import { MemoryCounters } from "@/infra/counters/memory";
import { createRedis } from "@/infra/redis/client";
import { RedisCounters } from "@/infra/redis/counters";
import { percentile } from "../../dev/bench/percentile";
import { startOwnRedis } from "../support/own-services";

/** A Redis that takes commands and answers none: requests wait for it once, and then no more. */

const ROUNDS = 200;
const AT_ONCE = 10;

it("36: a Redis that hangs costs a request less than 60 ms, and only those that were asking it", async () => {
  const server = await startOwnRedis();
  const redis = createRedis({
    ...{ url: server.url, tlsRejectUnauthorized: true, keyPrefix: "test:", connectionName: "test" },
  });
  await redis.connect();
  const modes: string[] = [];
  const counters = new FallbackCounters(new RedisCounters(redis), new MemoryCounters(), {
    ...{ timeoutMs: COUNTERS_TIMEOUT_MS, retryAfterMs: 1_000, loadSums: async () => [] },
    onChange: ({ mode }) => modes.push(mode),
  });
  await counters.prime([], Date.now(), "all");
  const admit = async () => {
    const startedAt = performance.now();
    const [now, ttlMs] = [Date.now(), 60_000];
    await counters.admit({
      ...{ id: randomUUID(), now, ttlMs, amount: 1, holders: ["user:1"], checks: [], alternatives: [] },
      affinity: null,
    });
    return performance.now() - startedAt;
  };
  const waits = async () => {
    const all: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      all.push(...(await Promise.all(Array.from({ length: AT_ONCE }, admit))));
      await sleep(10);
    }
    return percentile(all, 0.99);
  };
  const before = await waits();
  server.freeze();
  const frozen = await waits();
  server.thaw();
  console.log(
    `wait for the counters at p99: ${before.toFixed(1)} ms, with Redis frozen ${frozen.toFixed(1)} ms`,
  );
  expect(frozen - before).toBeLessThan(60);
  expect(modes[0]).toBe("fallback");
  await expect.poll(() => modes.at(-1), { timeout: 10_000 }).toBe("redis");
  await counters.close();
  await server.kill();
});
