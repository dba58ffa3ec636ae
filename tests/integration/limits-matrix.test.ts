import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GatewayError } from "@/domain/gateway-error";
import type { SpendLimits } from "@/domain/quota/spend-limits";
import { spendWindows } from "@/domain/quota/spend-windows";
import { MemoryCounters } from "@/infra/counters/memory";
import type { Counters } from "@/infra/counters/port";
import type { Redis } from "@/infra/redis/client";
import { RedisCounters } from "@/infra/redis/counters";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/duration";
import { writeRecords } from "@/repository/ledger/write-records";
import { seedPrices } from "@/services/pricing/seed-prices";
import { loadSums } from "@/services/quota/load-sums";
import { createMigratedDatabase, type TestDatabase } from "../support/database";
import { type Limited, quotaWorld, type Scope } from "../support/quota-world";
import { connectTestRedis } from "../support/redis";

/** Every limit of everybody, with counters as they are and with counters that lost all they held. */

/** Today, because Redis drops what expired by its own clock. */
const NOW = Date.now();
const NEVER = Date.parse("9999-12-31T23:59:59.999Z");
const windows = spendWindows(
  { dailyResetMode: "fixed", dailyResetTime: "00:00", totalSince: null },
  NOW,
  "UTC",
);

interface SpendCase {
  readonly limits: Partial<SpendLimits>;
  readonly limitType: string;
  /** Between which moments (epoch ms) it admits again. */
  readonly resets: readonly [number, number];
}

const exactly = (at: number | null) => [at ?? 0, at ?? 0] as const;
const after = (spanMs: number, bucketMs: number) => [NOW + spanMs, NOW + spanMs + 2 * bucketMs] as const;

const SPEND: Readonly<Record<string, SpendCase>> = {
  "5h": { limits: { limit5hUsd: 1 }, limitType: "usd_5h", resets: after(5 * HOUR_MS, 5 * MINUTE_MS) },
  "daily fixed": {
    limits: { limitDailyUsd: 1, dailyResetMode: "fixed" },
    limitType: "daily_quota",
    resets: exactly(windows.daily.resetsAt),
  },
  "daily rolling": {
    limits: { limitDailyUsd: 1, dailyResetMode: "rolling" },
    limitType: "daily_quota",
    resets: after(DAY_MS, 15 * MINUTE_MS),
  },
  weekly: {
    limits: { limitWeeklyUsd: 1 },
    limitType: "usd_weekly",
    resets: exactly(windows.weekly.resetsAt),
  },
  monthly: {
    limits: { limitMonthlyUsd: 1 },
    limitType: "usd_monthly",
    resets: exactly(windows.monthly.resetsAt),
  },
  total: { limits: { limitTotalUsd: 1 }, limitType: "usd_total", resets: exactly(NEVER) },
};

const SCOPES: readonly Scope[] = ["user", "key", "provider"];

let database: TestDatabase;
let redis: Redis;
let closeRedis: () => Promise<void>;

beforeAll(async () => {
  database = await createMigratedDatabase();
  await seedPrices(database.pool.db);
  ({ redis, close: closeRedis } = await connectTestRedis());
});
afterAll(async () => {
  await closeRedis();
  await database.drop();
});

async function emptyRedis(): Promise<Counters> {
  const { keyPrefix = "" } = redis.options;
  const keys = await redis.keys(`${keyPrefix}*`);
  if (keys.length > 0) await redis.del(...keys.map((key) => key.slice(keyPrefix.length)));
  return new RedisCounters(redis);
}

const IMPLEMENTATIONS: readonly [string, () => Promise<Counters>][] = [
  ["in-process", async () => new MemoryCounters()],
  ["Redis", emptyRedis],
];

async function refusalOf(work: Promise<unknown>): Promise<GatewayError> {
  return work.then(
    () => Promise.reject(new Error("was admitted")),
    (error: GatewayError) => error,
  );
}

describe.each(IMPLEMENTATIONS)("%s counters", (_name, empty) => {
  describe.each([false, true])("lost: %s", (isLost) => {
    async function build(scope: Scope, limited: Limited) {
      const counters = await empty();
      await counters.prime([], NOW, "all");
      const world = quotaWorld({ counters, subjects: { [scope]: limited }, now: () => NOW });
      const context = { db: database.pool.db, clock: world.clock, snapshot: world.snapshot };
      /** Empties the counters, and has them rebuilt from the ledger. */
      const loseIfAsked = async () => {
        if (!isLost) return;
        const fresh = await empty();
        await fresh.prime(await loadSums(context, NOW), NOW, "all");
        world.use(fresh);
      };
      const spend = async (usd: number) => {
        await world.settle("none", usd);
        await writeRecords(database.pool.sql, [world.record(usd)], "UTC");
        await loseIfAsked();
      };
      return { ...world, spend, loseIfAsked };
    }

    describe.each(SCOPES)("%s", (scope) => {
      it.each(Object.entries(SPEND))("32: %s spend", async (_kind, { limits, limitType, resets }) => {
        const world = await build(scope, { limits });
        await world.spend(0.99);
        const last = await world.reserve(0);
        expect(last.provider).toBe(world.provider);
        await world.settle(last.id, 0);
        await world.spend(0.01);
        if (scope === "provider") {
          const { provider, exhausted } = await world.reserve(0);
          expect(provider).toBeNull();
          expect(exhausted).toMatchObject([{ provider: { id: world.provider.id } }]);
          expectBetween(exhausted[0]?.until ?? NEVER, resets);
          return;
        }
        const refusal = await refusalOf(world.reserve(0));
        expect(refusal).toMatchObject({
          ...{ code: "spend_limit", status: 402 },
          details: { limit: { scope, limitType, current: 1, limit: 1 } },
        });
        expectBetween(refusal.details.limit?.resetsAt ?? 0, resets);
      });

      it("32: concurrent sessions", async () => {
        const world = await build(scope, { concurrentSessions: 2 });
        await world.loseIfAsked();
        const enter = async (session: string) => {
          const admitted = await world.reserve(0, session);
          if (scope === "provider" && !admitted.provider) throw new Error("no room");
          return admitted;
        };
        const a = await enter("a");
        const b = await enter("b");
        if (scope === "provider") await expect(enter("c")).rejects.toThrow("no room");
        else {
          expect(await refusalOf(enter("c"))).toMatchObject({
            ...{ code: "concurrent_sessions_limit", status: 429 },
            details: {
              limit: { scope, limitType: "concurrent_sessions", current: 2, limit: 2, resetsAt: NOW },
            },
          });
        }
        await world.settle((await enter("a")).id, 0);
        await expect(enter("c")).rejects.toThrow();
        await world.settle(b.id, 0);
        await world.settle((await enter("c")).id, 0);
        await world.settle(a.id, 0);
      });
    });

    // The user's limit is the key's too: it counts the requests of all keys. Providers have none of their own.
    it.each(["user", "key"])("32: %s requests per minute", async () => {
      const world = await build("user", { rpmLimit: 4 });
      await world.loseIfAsked();
      const otherKey = { ...world.caller, key: { ...world.caller.key, id: world.caller.key.id + 100_000 } };
      for (const caller of [world.caller, otherKey, world.caller, otherKey]) {
        await world.reserve(0, null, { caller });
      }
      for (const caller of [world.caller, otherKey]) {
        const refusal = await refusalOf(world.reserve(0, null, { caller }));
        expect(refusal).toMatchObject({
          ...{ code: "rpm_limit", status: 429 },
          details: { limit: { scope: "user", limitType: "rpm", current: 4, limit: 4 } },
        });
        expectBetween(refusal.details.limit?.resetsAt ?? 0, [NOW + MINUTE_MS, NOW + MINUTE_MS + 2_000]);
      }
    });
  });
});

function expectBetween(at: number, [from, to]: readonly [number, number]): void {
  expect(at).toBeGreaterThanOrEqual(from);
  expect(at).toBeLessThanOrEqual(to);
}
