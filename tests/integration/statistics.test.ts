import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bucketStarts, planBuckets } from "@/domain/statistics/availability";
import { hourBuckets, hoursOfDay } from "@/domain/statistics/hour-buckets";
import { chartRows } from "@/domain/statistics/usage-series";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/duration";
import { addDays, datesBetween } from "@/lib/local-date";
import { ensureRollups } from "@/repository/ledger/ensure-rollups";
import { repairDaily } from "@/repository/ledger/repair-daily";
import { repairProviderHourly } from "@/repository/ledger/repair-provider-hourly";
import { writeRecords } from "@/repository/ledger/write-records";
import { countLimitEvents } from "@/repository/statistics/count-limit-events";
import { listAvailability } from "@/repository/statistics/list-availability";
import { listKeyPointsByDay } from "@/repository/statistics/list-key-points";
import { listUserPointsByDay, listUserPointsByHour } from "@/repository/statistics/list-user-points";
import { rankCacheHits } from "@/repository/statistics/rank-cache-hits";
import { rankModels } from "@/repository/statistics/rank-models";
import { rankProviders } from "@/repository/statistics/rank-providers";
import { rankUsers } from "@/repository/statistics/rank-users";
import { sumOverview } from "@/repository/statistics/sum-overview";
import { createMigratedDatabase, type TestDatabase } from "../support/database";
import { usageCharge, usageRecord } from "../support/usage-records";

/** What charts and leaderboards read, held against the requests they are sums of. */

let database: TestDatabase;
let priceId: number;
let users: number[];
let providers: number[];

beforeAll(async () => {
  database = await createMigratedDatabase();
  const { sql } = database.pool;
  const ids = (rows: readonly { id?: number }[]) => rows.map(({ id }) => Number(id));
  [priceId = 0] = ids(
    await sql`
    INSERT INTO model_prices (model, source, price_data, content_hash) VALUES ('claude-a', 'builtin', '{}', '-') RETURNING id`,
  );
  users = ids(await sql`INSERT INTO users (name) VALUES ('ada'), ('ben'), ('gone') RETURNING id`);
  await sql`UPDATE users SET deleted_at = now() WHERE name = 'gone'`;
  providers = ids(
    await sql`
    INSERT INTO providers (name, url, secret, secret_hint, type)
    VALUES ('one', 'http://x', '', '', 'claude'), ('two', 'http://x', '', '', 'codex') RETURNING id`,
  );
});
afterAll(() => database.drop());

const write = (zone: string, records: readonly ReturnType<typeof usageRecord>[]) =>
  writeRecords(
    database.pool.sql,
    records.map((record) => JSON.stringify(record)),
    zone,
  );

async function clear(): Promise<void> {
  await database.pool.sql`TRUNCATE requests, usage_ledger, usage_hourly, usage_daily, provider_hourly`;
}

describe("days on which clocks change", () => {
  const cases = [
    ["Europe/Berlin", "2026-03-29", 23],
    ["Europe/Berlin", "2026-10-25", 25],
    ["America/New_York", "2026-03-08", 23],
    ["America/New_York", "2026-11-01", 25],
    ["Australia/Sydney", "2026-04-05", 25],
    ["Australia/Sydney", "2026-10-04", 23],
    ["Asia/Shanghai", "2026-10-25", 24],
    ["Asia/Kolkata", "2026-10-25", 24],
  ] as const;

  it.each(cases)("34: in %s, %s has %i hours, each counted once", async (zone, date, hours) => {
    await clear();
    const day = hoursOfDay(date, zone);
    const spent = Array.from({ length: 3 * 24 }, (_, hour) =>
      usageRecord(day.startsAt - DAY_MS + hour * HOUR_MS, {
        userId: 7,
        keyId: 8,
        charges: [usageCharge(priceId, "0.25")],
      }),
    );
    await write(zone, spent);
    const { db } = database.pool;

    const buckets = hourBuckets(day).map((at) => new Date(at).toISOString());
    expect(buckets).toHaveLength(hours);
    const series = [{ id: 7, name: "ada", dataKey: "user-7" }];
    const chart = chartRows(buckets, series, await listUserPointsByHour(db, day));
    expect(chart.map((row) => row["user-7_calls"])).toEqual(Array(hours).fill(1));
    expect(chart.map((row) => Number(row["user-7_cost"]))).toEqual(Array(hours).fill(0.25));

    const days = { first: date, last: date };
    const ofDay = [{ id: 7, at: date, calls: hours, costUsd: (hours / 4).toFixed(15) }];
    expect(await listUserPointsByDay(db, zone, days)).toEqual(ofDay);
    expect(await listKeyPointsByDay(db, 7, day, zone)).toEqual([{ ...ofDay[0], id: 8 }]);
    expect((await sumOverview(db, zone, days)).requests).toBe(hours);
  });

  it("shows days and hours in which nothing happened as zeros", async () => {
    await clear();
    const zone = "Asia/Shanghai";
    const at = hoursOfDay("2026-05-02", zone).startsAt;
    await write(zone, [usageRecord(at, { userId: 7, charges: [usageCharge(priceId, "1")] })]);
    const days = { first: "2026-05-01", last: "2026-05-04" };
    const series = [{ id: 7, name: "ada", dataKey: "user-7" }];
    const points = await listUserPointsByDay(database.pool.db, zone, days);
    expect(chartRows(datesBetween(days.first, days.last), series, points)).toEqual([
      { date: "2026-05-01", "user-7_calls": 0, "user-7_cost": "0" },
      { date: "2026-05-02", "user-7_calls": 1, "user-7_cost": "1.000000000000000" },
      { date: "2026-05-03", "user-7_calls": 0, "user-7_cost": "0" },
      { date: "2026-05-04", "user-7_calls": 0, "user-7_cost": "0" },
    ]);
  });
});

describe("the sums of sums", () => {
  const rows = () => database.pool.sql`
    SELECT scope, day, subject_id, model, requests, errors, refusals, cost_usd, cached_calls, cached_call_tokens, rated_ms
    FROM usage_daily WHERE zone = 'America/New_York' ORDER BY 1, 2, 3, 4`;

  it("34: made anew for another time zone are what they would have been, and repairs find nothing wrong", async () => {
    await clear();
    const { db, sql } = database.pool;
    const now = Date.parse("2026-11-03T12:00:00Z");
    const records = Array.from({ length: 200 }, (_, index) =>
      usageRecord(now - index * 25 * MINUTE_MS, {
        userId: 1 + (index % 3),
        providerId: index % 5 === 0 ? 0 : 1 + (index % 2),
        outcome: index % 5 === 0 ? "refused" : index % 7 === 0 ? "failed" : "completed",
        charges: index % 5 === 0 ? [] : [usageCharge(priceId, "0.1", { cacheReadTokens: index % 4 })],
      }),
    );
    await write("America/New_York", records);
    const written = await rows();
    expect(written.length).toBeGreaterThan(15);
    expect(await repairDaily(db, "America/New_York", now)).toBe(0);
    await sql`TRUNCATE usage_daily`;
    // As two replicas do that start at once.
    await Promise.all([1, 2].map(() => ensureRollups(db, "America/New_York", now)));
    expect(await rows()).toEqual(written);
    await sql`UPDATE usage_daily SET requests = requests + 5 WHERE scope = 'user'`;
    await sql`DELETE FROM usage_daily WHERE scope = 'provider_model'`;
    expect(await repairDaily(db, "America/New_York", now)).toBeGreaterThan(0);
    expect((await rows()).filter(({ requests }) => requests !== "0")).toEqual(
      written.filter(({ requests }) => requests !== "0"),
    );
  });

  it("34: of providers by hour are those of the hourly ones, and are made so again", async () => {
    await clear();
    const { db, sql } = database.pool;
    const now = Date.parse("2026-11-03T12:00:00Z");
    const records = Array.from({ length: 100 }, (_, index) =>
      usageRecord(now - index * 17 * MINUTE_MS, {
        userId: 1 + (index % 3),
        providerId: index % 9 === 0 ? 0 : 1 + (index % 2),
        outcome: index % 9 === 0 ? "refused" : index % 7 === 0 ? "failed" : "completed",
      }),
    );
    await write("UTC", records);
    // A journal that is replayed after a crash says things twice.
    await write("UTC", records.slice(0, 30));
    const kept = () => sql`SELECT * FROM provider_hourly WHERE requests <> 0 ORDER BY hour, provider_id`;
    const written = await kept();
    expect(written).toEqual(
      await sql`
      SELECT hour, provider_id, sum(requests)::bigint AS requests, sum(errors)::bigint AS errors,
        sum(duration_ms_sum)::bigint AS duration_ms_sum
      FROM usage_hourly WHERE provider_id <> 0 GROUP BY 1, 2 ORDER BY 1, 2`,
    );
    expect(written.length).toBeGreaterThan(20);
    expect(await repairProviderHourly(db, now)).toBe(0);
    await sql`DELETE FROM provider_hourly WHERE provider_id = 1`;
    await sql`UPDATE provider_hourly SET requests = requests + 3, errors = 9`;
    await sql`INSERT INTO provider_hourly (hour, provider_id, requests) VALUES (${written[0]?.hour}, 99, 1)`;
    expect(await repairProviderHourly(db, now)).toBe(written.length + 1);
    expect(await kept()).toEqual(written);
  });
});

describe("leaderboards", () => {
  const zone = "Asia/Shanghai";
  const day = "2026-06-10";
  const days = { first: day, last: day };

  beforeAll(async () => {
    await clear();
    const at = hoursOfDay(day, zone).startsAt;
    const [ada = 0, ben = 0, gone = 0] = users;
    const [one = 0, two = 0] = providers;
    const asked = (userId: number, providerId: number, usd: string, fields = {}, charge = {}) =>
      usageRecord(at, {
        ...{ userId, providerId, billedModel: "claude-a" },
        charges: [usageCharge(priceId, usd, { providerId, ...charge })],
        ...fields,
      });
    await write(zone, [
      asked(ada, one, "0.5"),
      asked(ada, two, "1", {}, { cacheReadTokens: 70, inputTokens: 10, outputTokens: 20 }),
      asked(ben, two, "4", { createdAt: new Date(at - HOUR_MS).toISOString() }),
      asked(ben, one, "2", {}, { cacheWrite5mTokens: 60, cacheReadTokens: 10 }),
      asked(gone, one, "9"),
      usageRecord(at, {
        userId: ada,
        providerId: one,
        outcome: "failed",
        statusCode: 502,
        billedModel: "claude-b",
      }),
      usageRecord(at, { userId: ada, providerId: 0, outcome: "refused", statusCode: 429 }),
      usageRecord(at, { userId: ada, providerId: 0, outcome: "intercepted" }),
    ]);
  });

  it("of users: by cost, of the day alone, without deleted ones", async () => {
    const [ada = 0, ben = 0] = users;
    expect(await rankUsers(database.pool.db, zone, days)).toEqual([
      { userId: ben, userName: "ben", totalRequests: 1, totalCost: "2.000000000000000", totalTokens: 100 },
      { userId: ada, userName: "ada", totalRequests: 3, totalCost: "1.500000000000000", totalTokens: 130 },
    ]);
    const week = await rankUsers(database.pool.db, zone, { first: addDays(day, -6), last: day });
    expect(week.map(({ userName, totalCost }) => [userName, Number(totalCost)])).toEqual([
      ["ben", 6],
      ["ada", 1.5],
    ]);
    expect(await rankUsers(database.pool.db, zone, null)).toEqual(week);
    expect(await rankUsers(database.pool.db, zone, { first: "2026-06-11", last: "2026-06-30" })).toEqual([]);
  });

  it("of providers: with how well they did, of one type where asked", async () => {
    const [one, two] = providers;
    expect(await rankProviders(database.pool.db, zone, days)).toMatchObject([
      { providerId: one, totalRequests: 4, successRate: 0.75, averageFirstByteMs: 200, tokensPerSecond: 20 },
      { providerId: two, totalRequests: 1, successRate: 1, totalTokens: 100 },
    ]);
    const codex = await rankProviders(database.pool.db, zone, days, "codex");
    expect(codex.map(({ providerId }) => providerId)).toEqual([two]);
  });

  it("of cache hits: over the calls that had to do with a cache", async () => {
    const [one, two] = providers;
    expect(await rankCacheHits(database.pool.db, zone, days)).toMatchObject([
      { providerId: two, totalRequests: 1, totalTokens: 100, cacheReadTokens: 70, cacheHitRate: 0.7 },
      {
        providerId: one,
        totalRequests: 1,
        totalTokens: 100,
        cacheHitRate: 0.1,
        cacheCreationCost: "2.000000000000000",
      },
    ]);
  });

  it("of models: by requests, refusals and interceptions not among them", async () => {
    expect(await rankModels(database.pool.db, zone, days)).toMatchObject([
      { model: "claude-a", totalRequests: 4, successRate: 1 },
      { model: "claude-b", totalRequests: 1, successRate: 0 },
    ]);
  });

  it("overview: refusals are requests and errors, interceptions nothing", async () => {
    const overview = await sumOverview(database.pool.db, zone, days);
    expect(overview).toMatchObject({ requests: 6, errors: 2, averageDurationMs: 1_200 });
    expect(Number(overview.costUsd)).toBe(12.5);
  });
});

describe("availability", () => {
  it.each([15 * MINUTE_MS, 6 * HOUR_MS, DAY_MS, 7 * DAY_MS])(
    "of %i ms counts each request once",
    async (span) => {
      await clear();
      const endsAt = Date.parse("2026-06-10T12:34:00Z");
      const plan = planBuckets({ startsAt: endsAt - span, endsAt, bucketMs: null, maxBuckets: 100 });
      const times = Array.from(
        { length: 60 },
        (_, index) => plan.startsAt + Math.floor((index * (endsAt - plan.startsAt)) / 60),
      );
      await write("UTC", [
        ...times.map((at, index) =>
          usageRecord(at, { providerId: 5, outcome: index % 3 === 0 ? "failed" : "completed" }),
        ),
        usageRecord(times[1] ?? 0, { providerId: 5, outcome: "client_aborted", statusCode: 499 }),
        usageRecord(times[1] ?? 0, { providerId: 0, outcome: "refused", statusCode: 429 }),
      ]);
      const buckets = await listAvailability(database.pool.db, plan, null);
      const sum = (field: "requests" | "failures") =>
        buckets.reduce((total, bucket) => total + bucket[field], 0);
      expect([sum("requests"), sum("failures")]).toEqual([61, 20]);
      const starts = bucketStarts(plan);
      expect(starts.length).toBeLessThanOrEqual(100);
      for (const { startsAt } of buckets) expect(starts).toContain(startsAt);
      expect(await listAvailability(database.pool.db, plan, [6])).toEqual([]);
    },
  );
});

it("limit events are counted by limit, user and hour, whatever is asked for", async () => {
  await clear();
  const at = Date.parse("2026-06-10T12:10:00Z");
  const refusal = (
    minutes: number,
    userId: number,
    errorCode: string,
    blockedReason: Record<string, unknown> | null,
  ) =>
    usageRecord(at + minutes * MINUTE_MS, {
      userId,
      outcome: "refused",
      statusCode: 429,
      errorCode,
      blockedReason,
    });
  await write("UTC", [
    refusal(0, 1, "rpm_limit", { limitType: "rpm", current: 60, limit: 60 }),
    refusal(1, 1, "rpm_limit", { limitType: "rpm", current: 30, limit: 60 }),
    refusal(55, 2, "spend_limit", { limitType: "usd_5h", current: 5, limit: 5 }),
    refusal(2, 2, "spend_limit", null),
    refusal(2, 2, "key_disabled", null),
  ]);
  const { db } = database.pool;
  const span = { from: new Date(at), to: new Date(at + DAY_MS) };
  const [first = "", second = ""] = [0, HOUR_MS].map((ms) =>
    new Date(at - 10 * MINUTE_MS + ms).toISOString(),
  );
  expect(await countLimitEvents(db, span)).toEqual({
    total: 4,
    byType: { rpm: 2, unknown: 1, usd_5h: 1 },
    byUserId: { 1: 2, 2: 2 },
    byHour: [
      { hour: first, count: 3 },
      { hour: second, count: 1 },
    ],
    meanUsage: 2.5 / 4,
  });
  expect((await countLimitEvents(db, { ...span, limitType: "usd_5h" })).byUserId).toEqual({ 2: 1 });
  expect((await countLimitEvents(db, { ...span, userId: 1, keyId: 1 })).byType).toEqual({ rpm: 2 });
  expect((await countLimitEvents(db, { ...span, userId: 3 })).meanUsage).toBe(0);
});
