import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MemoryCounters } from "@/infra/counters/memory";
import type { Counters } from "@/infra/counters/port";
import { createLogger } from "@/infra/logger";
import { RedisCounters } from "@/infra/redis/counters";
import { keepReservations } from "@/services/quota/keep-reservations";
import { quotaWorld } from "../support/quota-world";
import { connectTestRedis } from "../support/redis";

/** What a running request holds outlives its time, because it is renewed; what a dead process held does not. */

const TTL_MS = 1_500;

let redis: Awaited<ReturnType<typeof connectTestRedis>>;

beforeAll(async () => {
  redis = await connectTestRedis();
});
afterAll(() => redis.close());

const IMPLEMENTATIONS: readonly [string, () => Counters][] = [
  ["in-process", () => new MemoryCounters()],
  ["Redis", () => new RedisCounters(redis.redis)],
];

describe.each(IMPLEMENTATIONS)("31: with %s counters", (_name, create) => {
  it("a stream longer than its reservation keeps it, and a process that died does not", async () => {
    const counters = create();
    await counters.prime([], Date.now(), "all");
    const world = quotaWorld({
      ...{ counters, now: Date.now, reservationTtlMs: TTL_MS },
      subjects: { key: { limits: { limitDailyUsd: 1 } }, user: { concurrentSessions: 1 } },
    });
    const clock = { now: Date.now };
    const renewal = keepReservations(world, clock, createLogger("silent"), TTL_MS / 5);
    const { id } = await world.reserve(1, "long");
    const startedAt = Date.now();
    while (Date.now() < startedAt + 2.5 * TTL_MS) {
      await expect(world.reserve(0.1, "long"), "the money").rejects.toMatchObject({ code: "spend_limit" });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await world.settle(id, 0.5);
    const { id: dying } = await world.reserve(0.5, "dying");
    await expect(world.reserve(0, "another")).rejects.toMatchObject({ code: "concurrent_sessions_limit" });
    // Nobody renews for a process that died.
    renewal.stop();
    await expect
      .poll(
        () =>
          world.reserve(0.1, "another").then(
            () => "admitted",
            ({ code }) => code,
          ),
        {
          timeout: 4 * TTL_MS,
          interval: 50,
        },
      )
      .toBe("admitted");
    await world.settle(dying, 0);
  });

  it("a reservation that was settled is not brought back", async () => {
    const counters = create();
    await counters.prime([], Date.now(), "all");
    const world = quotaWorld({
      counters,
      now: Date.now,
      subjects: { key: { limits: { limitDailyUsd: 1 } } },
    });
    const { id } = await world.reserve(1);
    const holders = [`key:${world.caller.key.id}`];
    await world.settle(id, 0);
    await counters.renew([{ id, holders, memberKeys: [] }], Date.now(), TTL_MS);
    await world.reserve(1);
  });
});
