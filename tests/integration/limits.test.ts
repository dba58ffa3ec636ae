import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestHub, type TestHub } from "../support/hub";
import { message, statuses } from "../support/limited-traffic";

/** Limits as clients meet them. The cells of who × what are in limits-matrix.test.ts. */

let hub: TestHub;
let first: number;

beforeAll(async () => {
  hub = await startTestHub();
  first = await hub.addProvider({
    name: "first",
    priority: 0,
    limit_daily_usd: 0.04,
    limit_concurrent_sessions: 0,
  });
});
afterAll(() => hub.close());

async function lastVerdicts() {
  await hub.runtime.ledger.flush();
  const { logs } = await hub.call<{ logs: { id: string; providerId: number }[] }>(
    "usage-logs/getUsageLogsBatch",
    {
      limit: 1,
    },
  );
  const [row] = await hub.database.pool.sql<
    { verdicts: { providerId: number; excludedBy: string | null; until: number | null }[] }[]
  >`SELECT decision->'verdicts' AS verdicts FROM requests WHERE id = ${logs[0]?.id ?? ""}`;
  return row?.verdicts ?? [];
}

it("goes to the next provider when one's own quota is used up, and says when when there is none", async () => {
  const caller = await hub.addCaller({ name: "of quotas" });
  hub.upstream.enqueue({ usage: { inputTokens: 0, outputTokens: 2_000 } });
  expect(await statuses(() => hub.post("/v1/messages", caller.key, message()), 1)).toEqual([200]);

  const refused = await hub.post("/v1/messages", caller.key, message());
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({ error: { code: "no_available_provider" } });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  const verdict = { providerId: first, excludedBy: "quota_exceeded", until: expect.any(Number) };
  expect(await lastVerdicts()).toMatchObject([verdict]);

  const second = await hub.addProvider({ name: "second", priority: 1 });
  expect(await statuses(() => hub.post("/v1/messages", caller.key, message()), 1)).toEqual([200]);
  expect(await lastVerdicts()).toMatchObject([verdict, { providerId: second, excludedBy: null }]);
  // Counting is free, and what is free is nobody's quota.
  expect(await statuses(() => hub.post("/v1/messages/count_tokens", caller.key, message()), 1)).toEqual([
    200,
  ]);
});

const DIALECTS = [
  ["/v1/messages", message()],
  ["/v1/chat/completions", message({ model: "gpt-5" })],
  ["/v1/responses", { model: "gpt-5", input: "hello" }],
  [
    "/v1beta/models/gemini-2.5-pro:generateContent",
    { contents: [{ role: "user", parts: [{ text: "hello" }] }] },
  ],
] as const;

it.each(DIALECTS)("refuses on %s in its dialect, with five headers", async (path, body) => {
  const caller = await hub.addCaller({ name: "hasty", rpm: 1 });
  await (await hub.post(path, caller.key, body)).text();
  const before = Date.now();
  const response = await hub.post(path, caller.key, body);
  const text = await response.text();
  expect(response.status).toBe(429);
  const header = (name: string) => response.headers.get(name);
  expect(header("x-ratelimit-type")).toBe("rpm");
  expect(header("x-ratelimit-limit")).toBe("1");
  expect(header("x-ratelimit-remaining")).toBe("0");
  const reset = Number(header("x-ratelimit-reset")) * 1_000;
  expect(reset).toBeGreaterThan(before + 55_000);
  expect(reset).toBeLessThanOrEqual(before + 63_000);
  expect(Math.abs(before + Number(header("retry-after")) * 1_000 - reset)).toBeLessThan(3_000);
  const resetTime = /"reset_time":\s*"([^"]+)"/.exec(text)?.[1] ?? "";
  expect(Math.abs(Date.parse(resetTime) - reset)).toBeLessThanOrEqual(1_000);
  for (const part of ['"limit_type":"rpm"', "rpm_limit"]) expect(text).toContain(part);
});

it("a total that is used up has all five headers too", async () => {
  const caller = await hub.addCaller({ name: "spent", limitTotalUsd: 0.01 });
  hub.upstream.enqueue({ usage: { inputTokens: 10_000, outputTokens: 0 } });
  await (await hub.post("/v1/messages", caller.key, message({ max_tokens: 1 }))).text();
  const response = await hub.post("/v1/messages", caller.key, message());
  expect(response.status).toBe(402);
  expect(await response.json()).toMatchObject({
    error: { limit_type: "usd_total", limit: 0.01, reset_time: "9999-12-31T23:59:59.999Z" },
  });
  for (const name of ["limit", "remaining", "reset", "type"]) {
    expect(response.headers.get(`x-ratelimit-${name}`)).not.toBeNull();
  }
  expect(response.headers.get("retry-after")).not.toBeNull();
});

it("31: gives back what was reserved however a request ends", async () => {
  const caller = await hub.addCaller({ name: "unlucky", dailyQuota: 0.06, limitConcurrentSessions: 1 });
  for (const script of [{ status: 400 }, { body: "empty" }, {}] as const) {
    hub.upstream.reset();
    hub.upstream.setDefault(script);
    const response = await hub.post("/v1/messages", caller.key, message());
    await response.text().catch(() => "");
    expect([402, 429]).not.toContain(response.status);
  }
  hub.upstream.reset();
  expect(await statuses(() => hub.post("/v1/messages", caller.key, message()), 1)).toEqual([200]);
});

it("fills a window that an edit moved with what was spent in it", async () => {
  const caller = await hub.addCaller({ name: "moved", dailyQuota: 0.01 });
  hub.upstream.enqueue({ usage: { inputTokens: 10_000, outputTokens: 0 } });
  await (await hub.post("/v1/messages", caller.key, message({ max_tokens: 1 }))).text();
  await hub.call("users/editUser", { userId: caller.userId, dailyResetMode: "rolling" });
  const ask = () => statuses(() => hub.post("/v1/messages", caller.key, message({ max_tokens: 1 })), 1);
  await expect.poll(ask).toEqual([402]);
});
