import { afterAll, beforeAll, expect, it } from "vitest";
import { updateSettings } from "@/repository/settings";
import { callAction } from "../support/call-action";
import { ADMIN_TOKEN, startTestHub, type TestCaller, type TestHub } from "../support/hub";

/** Who sees what of the statistics, and what scripts get of them. */

interface Statistics {
  readonly chartData: Readonly<Record<string, string | number>>[];
  readonly users: readonly { readonly id: number; readonly name: string; readonly dataKey: string }[];
  readonly mode: string;
  readonly resolution: string;
}

let hub: TestHub;
let ada: TestCaller;
let ben: TestCaller;

beforeAll(async () => {
  hub = await startTestHub({ env: { TZ: "America/New_York" } });
  await hub.addProvider({ name: "main" });
  ada = await hub.addCaller({ name: "ada", rpm: 4 });
  ben = await hub.addCaller({ name: "ben" });
  for (const { keyId } of [ada, ben]) await hub.call("keys/editKey", { keyId, canLoginWebUi: true });
  for (const { key } of [ada, ben, ben]) expect(await ask(key)).toBe(200);
});
afterAll(() => hub.close());

async function ask(key: string): Promise<number> {
  const message = { model: "claude-sonnet-4-5", max_tokens: 5, messages: [{ role: "user", content: "hi" }] };
  const response = await hub.post("/v1/messages", key, message);
  await response.text();
  await hub.runtime.ledger.flush();
  return response.status;
}

const call = <Data>(caller: TestCaller, action: string, input?: unknown) =>
  callAction<Data>(hub.url, caller.key, action, input);

const get = (path: string, credential: string = ADMIN_TOKEN) =>
  fetch(hub.url + path, { headers: { authorization: `Bearer ${credential}` } });

async function setGlobalView(isAllowed: boolean): Promise<void> {
  await updateSettings(hub.runtime.database.db, { allowGlobalUsageView: isAllowed });
  await expect.poll(() => hub.runtime.snapshot.current.settings.allowGlobalUsageView).toBe(isAllowed);
}

const total = ({ chartData }: Statistics, dataKey: string) =>
  chartData.reduce((sum, row) => sum + Number(row[`${dataKey}_calls`]), 0);

it("40: the chart shows admins all users, users their own keys, and others as one where the hub allows it", async () => {
  const all = await hub.call<Statistics>("statistics/getUserStatistics", { timeRange: "today" });
  expect(all).toMatchObject({ mode: "users", resolution: "hour" });
  expect([23, 24, 25]).toContain(all.chartData.length);
  expect([total(all, `user-${ada.userId}`), total(all, `user-${ben.userId}`)]).toEqual([1, 2]);

  const own = await call<Statistics>(ada, "statistics/getUserStatistics", { timeRange: "7days" });
  expect(own).toMatchObject({ mode: "keys", resolution: "day" });
  expect(own.chartData).toHaveLength(7);
  expect(own.users.map(({ id }) => id)).toEqual([ada.keyId]);
  expect(total(own, `key-${ada.keyId}`)).toBe(1);
  expect(JSON.stringify(own)).not.toContain("ben");

  await setGlobalView(true);
  const mixed = await call<Statistics>(ada, "statistics/getUserStatistics", { timeRange: "30days" });
  expect(mixed.mode).toBe("mixed");
  expect(mixed.users.map(({ id }) => id)).toEqual([ada.keyId, -1]);
  expect(total(mixed, "user--1")).toBe(2);
  await setGlobalView(false);
});

it("40: sums over everybody are for admins, and for users where the hub allows it", async () => {
  const overview = (caller: TestCaller) =>
    call<{ todayRequests: number }>(caller, "overview/getOverviewData");
  expect((await hub.call<{ todayRequests: number }>("overview/getOverviewData")).todayRequests).toBe(3);
  expect((await overview(ada)).todayRequests).toBe(0);
  await expect(call(ada, "statistics/getModelDistribution")).rejects.toThrow("PERMISSION_DENIED");
  expect((await get("/api/leaderboard", ada.key)).status).toBe(403);
  await setGlobalView(true);
  expect((await overview(ada)).todayRequests).toBe(3);
  expect(await call(ada, "statistics/getModelDistribution")).toMatchObject([{ totalRequests: 3 }]);
  expect((await get("/api/leaderboard", ada.key)).status).toBe(200);
  await setGlobalView(false);
  expect((await fetch(`${hub.url}/api/leaderboard`)).status).toBe(401);
});

it("40: sums over the log are of one's own requests, whatever is asked for", async () => {
  const sums = await call<{ totalRequests: number }>(ada, "usage-logs/getUsageLogsStats", {
    userId: ben.userId,
  });
  expect(sums).toMatchObject({ totalRequests: 1, isComplete: true });
  expect(await hub.call("usage-logs/getUsageLogsStats")).toMatchObject({ totalRequests: 3 });
  const { logs } = await call<{ logs: { id: string }[] }>(ben, "usage-logs/getUsageLogsBatch", {});
  expect(logs).toHaveLength(2);
  const found = (caller: TestCaller) =>
    call<{ logs: unknown[] }>(caller, "usage-logs/getUsageLogsBatch", { search: logs[0]?.id });
  expect((await found(ben)).logs).toHaveLength(1);
  expect((await found(ada)).logs).toHaveLength(0);
});

it("answers leaderboards of each kind and period at their address", async () => {
  const board = async (query: string) => (await get(`/api/leaderboard?${query}`)).json();
  expect(await board("")).toMatchObject([
    { userName: "ben", totalRequests: 2, totalCostFormatted: expect.stringMatching(/^\$\d+\.\d\d$/) },
    { userName: "ada", totalRequests: 1 },
  ]);
  for (const period of ["weekly", "monthly", "allTime", "custom&startDate=2020-01-01&endDate=2099-01-01"]) {
    expect(await board(`period=${period}&scope=provider`)).toMatchObject([
      { providerName: "main", totalRequests: 3, successRate: 1 },
    ]);
  }
  expect(await board("scope=provider&providerType=codex")).toEqual([]);
  expect(await board("scope=model")).toMatchObject([{ model: "claude-sonnet-4-5", totalRequests: 3 }]);
  expect(await board("scope=providerCacheHitRate")).toBeInstanceOf(Array);
  for (const wrong of [
    "period=custom",
    "period=custom&startDate=2026-02-02&endDate=2026-02-01",
    "scope=everything",
  ]) {
    expect((await get(`/api/leaderboard?${wrong}`)).status).toBe(400);
  }
});

it("answers availability at its addresses", async () => {
  const { providers } = (await (
    await get("/api/availability?bucketSizeMinutes=30&providerIds=1,2")
  ).json()) as {
    providers: { totalRequests: number; timeBuckets: unknown[]; currentStatus: string }[];
  };
  expect(providers).toMatchObject([{ totalRequests: 3, currentStatus: "green" }]);
  expect(providers[0]?.timeBuckets.length).toBeGreaterThanOrEqual(48);
  expect(await (await get("/api/availability/current")).json()).toMatchObject({ systemAvailability: 1 });
  expect((await get("/api/availability?startTime=2&endTime=1")).status).toBe(400);
  expect((await get("/api/availability", ada.key)).status).toBe(403);
});

it("counts what limits turned away, with the limit's name", async () => {
  const statuses = [];
  for (let n = 0; n < 5; n++) statuses.push(await ask(ada.key));
  expect(statuses).toContain(429);
  const refused = statuses.filter((status) => status === 429).length;
  expect(await hub.call("rate-limit-stats/getRateLimitStats", { user_id: ada.userId })).toMatchObject({
    total_events: refused,
    events_by_type: { rpm: refused },
    events_by_user: { [ada.userId]: refused },
    avg_current_usage: 100,
  });
  expect(await hub.call("rate-limit-stats/getRateLimitStats", { limit_type: "usd_5h" })).toMatchObject({
    total_events: 0,
  });
});
