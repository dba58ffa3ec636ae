import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { CountersLostError } from "@/infra/counters/lost-error";
import { MemoryCounters } from "@/infra/counters/memory";
import type { Admission, Check, Counters, SumWindow } from "@/infra/counters/port";
import { createRedis, type Redis } from "@/infra/redis/client";
import { RedisCounters } from "@/infra/redis/counters";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/duration";

/** One contract, two implementations: whatever holds for one must hold for the other to the number. */

/** Half a second into a minute of today: Redis drops what expired by its own clock. */
const NOW = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS + 500;

let redis: Redis;

beforeAll(async () => {
  redis = createRedis({
    url: inject("redisUrl"),
    tlsRejectUnauthorized: true,
    keyPrefix: `test:${randomUUID()}:`,
    connectionName: "counters.test",
  });
  await redis.connect();
});

afterAll(async () => {
  const keys = await redis.keys(`${redis.options.keyPrefix}*`);
  const { keyPrefix = "" } = redis.options;
  if (keys.length > 0) await redis.del(...keys.map((key) => key.slice(keyPrefix.length)));
  redis.disconnect();
});

const IMPLEMENTATIONS: readonly [string, () => Counters][] = [
  ["in-process", () => new MemoryCounters()],
  ["Redis", () => new RedisCounters(redis)],
];

describe.each(IMPLEMENTATIONS)("%s counters", (_name, create) => {
  let counters: Counters;
  let scope: string;

  beforeEach(async () => {
    counters = create();
    await counters.prime([], NOW, "all");
    scope = randomUUID();
  });

  const fixed = (name = "day", expiresAt: number | null = NOW + HOUR_MS): SumWindow => ({
    kind: "fixed",
    key: `${scope}:${name}`,
    expiresAt,
  });
  const rolling = (spanMs = 5 * MINUTE_MS, bucketMs = MINUTE_MS): SumWindow => ({
    kind: "rolling",
    key: `${scope}:rolling`,
    spanMs,
    bucketMs,
  });
  const sum = (window: SumWindow, limit: number): Check => ({ kind: "sum", window, holder: scope, limit });
  const rate = (limit: number): Check => ({
    kind: "rate",
    key: `${scope}:rpm`,
    spanMs: MINUTE_MS,
    bucketMs: SECOND_MS,
    limit,
  });
  const admission = (changes: Partial<Admission> = {}): Admission => ({
    id: randomUUID(),
    now: NOW,
    amount: 0,
    ttlMs: HOUR_MS,
    holders: [scope],
    checks: [],
    alternatives: [],
    affinity: null,
    ...changes,
  });
  const spend = (window: SumWindow, amount: number, spentAt = NOW) =>
    counters.settle({
      id: "none",
      now: spentAt,
      spentAt,
      holders: [],
      memberKeys: [],
      amounts: [{ windows: [window], amount }],
      affinity: null,
    });

  it("admits up to a sum and says what is spent and when it frees", async () => {
    const window = fixed();
    expect(await counters.admit(admission({ checks: [sum(window, 100)] }))).toMatchObject({ admitted: true });
    await spend(window, 100);
    expect(await counters.admit(admission({ checks: [sum(window, 100)] }))).toEqual({
      admitted: false,
      check: 0,
      current: 100,
      retryAt: NOW + HOUR_MS,
    });
    expect(await counters.read([window, fixed("other")], NOW)).toEqual([100, 0]);
  });

  it("counts reservations until they are settled, by whatever was really spent", async () => {
    const window = fixed();
    const first = admission({ amount: 60, checks: [sum(window, 100)] });
    const second = admission({ amount: 60, checks: [sum(window, 100)] });
    expect(await counters.admit(first)).toMatchObject({ admitted: true });
    expect(await counters.admit(second)).toMatchObject({ admitted: true });
    expect(await counters.admit(admission({ amount: 1, checks: [sum(window, 100)] }))).toMatchObject({
      admitted: false,
      current: 0,
      // Nothing but a reservation is in the way, and nobody knows when it goes.
      retryAt: NOW,
    });
    const amounts = [{ windows: [window], amount: 10 }];
    await counters.settle({
      id: first.id,
      now: NOW,
      spentAt: NOW,
      holders: [scope],
      memberKeys: [],
      amounts,
      affinity: null,
    });
    expect(await counters.admit(admission({ amount: 1, checks: [sum(window, 100)] }))).toMatchObject({
      admitted: true,
    });
    expect(await counters.read([window], NOW)).toEqual([10]);
  });

  it("frees a reservation whose owner died", async () => {
    const window = fixed("day", null);
    await counters.admit(admission({ amount: 100, ttlMs: MINUTE_MS, checks: [sum(window, 100)] }));
    const next = (now: number) => counters.admit(admission({ now, checks: [sum(window, 100)] }));
    expect(await next(NOW + MINUTE_MS - 1)).toMatchObject({ admitted: false });
    expect(await next(NOW + MINUTE_MS)).toMatchObject({ admitted: true });
  });

  it("lets a rolling window slide, and knows when it frees", async () => {
    const window = rolling();
    await spend(window, 70, NOW - 4 * MINUTE_MS);
    await spend(window, 50, NOW);
    const refused = await counters.admit(admission({ checks: [sum(window, 100)] }));
    expect(refused).toMatchObject({ admitted: false, current: 120 });
    const retryAt = refused.admitted ? 0 : (refused.retryAt ?? 0);
    // Buckets are counted whole: up to one bucket longer than the span, never shorter.
    expect(retryAt - (NOW - 4 * MINUTE_MS)).toBeGreaterThanOrEqual(5 * MINUTE_MS);
    expect(retryAt - (NOW - 4 * MINUTE_MS)).toBeLessThanOrEqual(6 * MINUTE_MS);
    expect(await counters.admit(admission({ now: retryAt - 1, checks: [sum(window, 100)] }))).toMatchObject({
      admitted: false,
    });
    expect(await counters.admit(admission({ now: retryAt, checks: [sum(window, 100)] }))).toMatchObject({
      admitted: true,
    });
    expect(await counters.read([window], retryAt)).toEqual([50]);
  });

  it("33: limits a rate strictly, and a refusal leaves no trace", async () => {
    const results = await Promise.all(
      Array.from({ length: 50 }, () => counters.admit(admission({ checks: [rate(10)] }))),
    );
    expect(results.filter((result) => result.admitted)).toHaveLength(10);
    for (let n = 0; n < 5; n++) await counters.admit(admission({ now: NOW + 30_000, checks: [rate(10)] }));
    expect(await counters.admit(admission({ now: NOW + 61_000, checks: [rate(10)] }))).toMatchObject({
      admitted: true,
    });
  });

  it("33: takes no effect at all when a later check fails", async () => {
    const window = fixed();
    await spend(window, 100);
    const refused = admission({ amount: 50, checks: [rate(1), sum(window, 100)] });
    expect(await counters.admit(refused)).toMatchObject({ admitted: false, check: 1 });
    expect(await counters.admit(admission({ checks: [rate(1)] }))).toMatchObject({ admitted: true });
  });

  it("31: admits 10 of 200 parallel requests where 10 fit", async () => {
    const window = fixed();
    const results = await Promise.all(
      Array.from({ length: 200 }, () =>
        counters.admit(admission({ amount: 10, checks: [sum(window, 100)] })),
      ),
    );
    expect(results.filter((result) => result.admitted)).toHaveLength(10);
  });

  it("settles before it lets in, of what is asked at once", async () => {
    const window = fixed();
    const first = admission({ amount: 100, checks: [sum(window, 100)] });
    await counters.admit(first);
    const settled = { id: first.id, now: NOW, spentAt: NOW, holders: [scope], memberKeys: [] };
    const amounts = [{ windows: [window, rolling()], amount: 10 }];
    const [, next, last] = await Promise.all([
      counters.settle({ ...settled, amounts, affinity: null }),
      counters.admit(admission({ amount: 90, checks: [sum(window, 100)] })),
      counters.admit(admission({ amount: 1, checks: [sum(window, 100)] })),
      counters.settle({ ...settled, amounts, spentAt: NOW - MINUTE_MS, affinity: null }),
      counters.settle({ ...settled, amounts, affinity: null }),
    ]);
    expect(next).toMatchObject({ admitted: true });
    expect(last).toMatchObject({ admitted: false });
    expect(await counters.read([window, rolling()], NOW)).toEqual([30, 30]);
    expect(await counters.read([rolling()], NOW + 5 * MINUTE_MS)).toEqual([20]);
  });

  describe("members at work", () => {
    const key = () => `${scope}:sessions`;
    const enter = (id: string, member: string, now = NOW) =>
      counters.admit(
        admission({
          ...{ id, now, ttlMs: MINUTE_MS },
          checks: [{ kind: "members", key: key(), member, limit: 2 }],
        }),
      );
    const leave = (id: string) =>
      counters.settle({
        ...{ id, now: NOW, spentAt: NOW, holders: [], amounts: [], affinity: null },
        memberKeys: [key(), `${scope}:others`],
      });

    it("are counted once however often they are in, and one that is in always passes", async () => {
      expect(await enter("1", "a")).toMatchObject({ admitted: true });
      expect(await enter("2", "b:with:colons")).toMatchObject({ admitted: true });
      expect(await enter("3", "a")).toMatchObject({ admitted: true });
      expect(await enter("4", "c")).toEqual({ admitted: false, check: 0, current: 2, retryAt: null });
      expect(await enter("5", "b:with:colons")).toMatchObject({ admitted: true });
    });

    it("leave with the last settlement", async () => {
      for (const [id, member] of Object.entries({ "1": "a", "2": "b", "3": "a" })) await enter(id, member);
      await leave("1");
      expect(await enter("4", "c")).toMatchObject({ admitted: false });
      await leave("3");
      expect(await enter("4", "c")).toMatchObject({ admitted: true });
    });

    it("can be counted", async () => {
      await enter("1", "a");
      await enter("2", "b:with:colons");
      await enter("3", "a");
      expect(await counters.countMembers([key(), `${scope}:others`], NOW)).toEqual([2, 0]);
      expect(await counters.countMembers([key()], NOW + MINUTE_MS)).toEqual([0]);
      expect(await counters.countMembers([], NOW)).toEqual([]);
    });

    it("leave by themselves when their owner died", async () => {
      await enter("1", "a");
      await enter("2", "b", NOW + 1_000);
      expect(await enter("3", "c", NOW + MINUTE_MS - 1)).toMatchObject({ admitted: false });
      expect(await enter("3", "c", NOW + MINUTE_MS)).toMatchObject({ admitted: true });
    });
  });

  it("takes the first alternative that has room and reserves there", async () => {
    const own = (id: string): SumWindow => ({ kind: "fixed", key: `${scope}:${id}`, expiresAt: null });
    const alternative = (id: string) => ({
      id,
      holders: [`${scope}:${id}`],
      checks: [{ kind: "sum", window: own(id), holder: `${scope}:${id}`, limit: 100 } as const],
    });
    const alternatives = [alternative("a"), alternative("b")];
    await spend(own("a"), 100);
    expect(await counters.admit(admission({ amount: 100, alternatives }))).toEqual({
      admitted: true,
      alternative: 1,
      byAffinity: false,
      preferred: null,
      failedAlternatives: [{ alternative: 0, check: 0, current: 100, retryAt: null }],
      sequence: null,
    });
    expect(await counters.admit(admission({ amount: 100, alternatives }))).toMatchObject({
      admitted: true,
      alternative: null,
      failedAlternatives: [{ alternative: 0 }, { alternative: 1 }],
    });
  });

  describe("affinities", () => {
    const alternatives = ["a", "b"].map((id) => ({ id, holders: [], checks: [] }));
    const affinity = () => ({ key: `${scope}:session`, ttlMs: MINUTE_MS });
    const ask = (now: number) => counters.admit(admission({ now, affinity: affinity(), alternatives }));
    const bind = (now: number, expected: string | null, choice: string) =>
      counters.settle({
        ...{ id: "none", now, spentAt: now, holders: [], memberKeys: [], amounts: [] },
        affinity: { ...affinity(), expected, choice },
      });
    const fail = (now: number) =>
      counters.settle({
        ...{ id: "none", now, spentAt: now, holders: [], memberKeys: [], amounts: [] },
        affinity: null,
      });

    it("23: keep a choice by compare-and-set, and count their uses", async () => {
      expect(await ask(NOW)).toMatchObject({
        ...{ alternative: 0, byAffinity: false, preferred: null, sequence: 1 },
      });
      await bind(NOW, null, "b");
      await bind(NOW, null, "a");
      expect(await ask(NOW + 1)).toMatchObject({
        ...{ alternative: 1, byAffinity: true, preferred: "b", sequence: 2 },
      });
      await bind(NOW + 2, "b", "a");
      await bind(NOW + 3, "b", "b");
      expect(await ask(NOW + 50_000)).toMatchObject({ alternative: 0, byAffinity: true, sequence: 3 });
    });

    it("25: are renewed by what succeeded only, while the count goes on", async () => {
      await ask(NOW);
      await bind(NOW, null, "b");
      for (const at of [20_000, 40_000, 59_000]) {
        expect(await ask(NOW + at)).toMatchObject({ preferred: "b" });
        await fail(NOW + at + 500);
      }
      expect(await ask(NOW + MINUTE_MS)).toMatchObject({ preferred: null, sequence: 5 });
      expect(await ask(NOW + HOUR_MS)).toMatchObject({ preferred: null, sequence: 1 });
    });

    it("23: outlast their time while somebody is at work, unless another choice was made", async () => {
      await ask(NOW);
      await bind(NOW, null, "b");
      expect(await ask(NOW + 1)).toMatchObject({ preferred: "b" });
      await bind(NOW + 5 * MINUTE_MS, "b", "b");
      expect(await ask(NOW + 5 * MINUTE_MS)).toMatchObject({ preferred: "b" });
      await bind(NOW + 7 * MINUTE_MS, null, "a");
      await bind(NOW + 7 * MINUTE_MS, "b", "b");
      expect(await ask(NOW + 7 * MINUTE_MS)).toMatchObject({ preferred: "a" });
    });

    it("can be told to forget, which nobody who set out before undoes", async () => {
      const key = affinity().key;
      expect(await counters.forget([key], NOW)).toBe(0);
      await ask(NOW);
      await bind(NOW, null, "b");
      expect(await counters.forget([key, `${scope}:unknown`], NOW + 1)).toBe(1);
      await bind(NOW + 2, "b", "b");
      expect(await ask(NOW + 3)).toMatchObject({ preferred: null, sequence: 2 });
    });
  });

  it("is raised to lost sums, and lowered never", async () => {
    await spend(fixed("more"), 500);
    await spend(fixed("less"), 5);
    await spend(rolling(), 3, NOW - 4 * MINUTE_MS);
    const entries = [
      { window: fixed("more"), amounts: [{ at: NOW, amount: 100 }] },
      {
        window: fixed("less"),
        amounts: [
          { at: NOW, amount: 60 },
          { at: NOW, amount: 40 },
        ],
      },
      { window: fixed("lost"), amounts: [{ at: NOW, amount: 40 }] },
      {
        window: rolling(),
        amounts: [
          { at: NOW - 4 * MINUTE_MS, amount: 7 },
          { at: NOW - 20 * MINUTE_MS, amount: 9 },
        ],
      },
    ];
    const windows = [fixed("more"), fixed("less"), fixed("lost"), rolling()];
    for (const _twice of [1, 2]) {
      await counters.prime(entries, NOW, "some");
      expect(await counters.read(windows, NOW)).toEqual([500, 100, 40, 7]);
    }
  });

  it("is exact for sums in the millions of dollars", async () => {
    const window = fixed("total", null);
    const nanoUsd = 8_999_999_123_456_789;
    await spend(window, nanoUsd);
    await spend(window, 1);
    expect(await counters.read([window], NOW)).toEqual([nanoUsd + 1]);
  });
});

it("Redis counters that lost their data admit nobody before they have it again", async () => {
  const admission = {
    ...{ id: randomUUID(), now: NOW, amount: 0, ttlMs: HOUR_MS },
    ...{ holders: [], checks: [], alternatives: [], affinity: null },
  };
  const counters = new RedisCounters(redis);
  await redis.del("loaded");
  await counters.prime([], NOW, "some");
  await expect(counters.admit(admission)).rejects.toThrow(CountersLostError);
  await counters.prime([], NOW, "all");
  expect(await counters.admit(admission)).toMatchObject({ admitted: true });
});
