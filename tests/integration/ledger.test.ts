import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NO_USAGE } from "@/domain/pricing/usage";
import type { Charge, TerminalRecord } from "@/domain/request/terminal-record";
import { sumSpend } from "@/repository/ledger/sum-spend";
import { writeRecords } from "@/repository/ledger/write-records";
import { putPrices } from "@/repository/prices";
import { updateSettings } from "@/repository/settings";
import { WindowClock } from "@/services/quota/window-clock";
import { startTestHub, type TestCaller, type TestHub } from "../support/hub";

let hub: TestHub;
let caller: TestCaller;

beforeAll(async () => {
  hub = await startTestHub();
  await hub.addProvider({ model_redirects: { "claude-asked": "claude-haiku-4-5" } });
  caller = await hub.addCaller();
});
afterAll(() => hub.close());

const sql = () => hub.database.pool.sql;

/** Asks with 1,000 tokens; returns the request's rows in the ledger. */
async function ask(model = "claude-sonnet-4-5") {
  hub.upstream.enqueue({ usage: { inputTokens: 1_000, outputTokens: 0 } });
  const messages = [{ role: "user", content: `hello ${Math.random()}` }];
  const response = await hub.post("/v1/messages", caller.key, { model, max_tokens: 100, messages });
  expect(response.status).toBe(200);
  await response.text();
  await hub.runtime.ledger.flush();
  const id = response.headers.get("x-cch-request-id");
  return sql()`SELECT * FROM usage_ledger WHERE request_id = ${id} ORDER BY attempt`;
}

async function putPrice(source: "manual" | "litellm", model: string, usdPerToken: number) {
  const { db } = hub.runtime.database;
  const record = { input_cost_per_token: usdPerToken, output_cost_per_token: usdPerToken };
  await db.transaction((tx) => putPrices(tx, source, new Map([[model, record]])));
}

const priceOf = (model: string) => hub.runtime.snapshot.current.prices.get(model);
const priced = (model: string, usd: string) =>
  expect.poll(() => priceOf(model)?.standard.base.input.toFixed()).toBe(usd);

const charge = (attempt: number, costUsd: string): Charge => ({
  ...NO_USAGE,
  ...{ attempt, providerId: attempt, costUsd, costMultiplier: "1", billedModel: "claude-sonnet-4-5" },
  ...{ inputTokens: 1, priceId: priceOf("claude-sonnet-4-5")?.id ?? null, priceSource: "builtin" },
  estimated: false,
});

const record = (userId: number, charges: readonly Charge[]): TerminalRecord => ({
  ...{ id: randomUUID(), createdAt: new Date().toISOString(), outcome: "completed", statusCode: 200 },
  ...{ errorCode: null, errorMessage: null, blockedBy: null, blockedReason: null },
  ...{ userId, keyId: 1, providerId: 1, protocol: "anthropic", method: "POST", endpoint: "/v1/messages" },
  ...{ model: "claude-sonnet-4-5", servedModel: null, billedModel: "claude-sonnet-4-5", isStream: false },
  ...{ sessionId: null, sequence: null, messagesCount: 1, durationMs: 5, firstByteMs: 1 },
  ...{ requestBytes: 1, responseBytes: 1, clientIp: null, userAgent: null },
  ...{ decision: { verdicts: [], attempts: [] }, charges },
});

/** What a user of a test's own spent, by ledger and by roll-up. */
async function spent(userId: number) {
  const [ledger] = await sql()`
    SELECT count(*)::int AS rows, sum(cost_usd)::text AS usd FROM usage_ledger WHERE user_id = ${userId}`;
  const [rollup] = await sql()`
    SELECT sum(cost_usd)::text AS usd, sum(requests)::int AS requests FROM usage_hourly WHERE user_id = ${userId}`;
  return { rows: ledger?.rows, ledger: ledger?.usd, rollup: rollup?.usd, requests: rollup?.requests };
}

describe("the ledger", () => {
  it("27: sums the attempts of a request once, however often and in whatever order it is written", async () => {
    const records = [
      record(901, [charge(1, "0.1"), charge(2, "0.02")]),
      record(901, [charge(1, "0.003")]),
      record(901, []),
    ];
    const lines = records.map((each) => JSON.stringify(each));
    await writeRecords(sql(), lines, "UTC");
    await writeRecords(sql(), [...lines].reverse(), "UTC");
    await Promise.all([
      writeRecords(sql(), [lines[1] ?? ""], "UTC"),
      writeRecords(sql(), [...lines, ...lines], "UTC"),
    ]);
    const usd = "0.123000000000000";
    expect(await spent(901)).toEqual({ rows: 3, ledger: usd, rollup: usd, requests: 3 });
  });

  it("30: sums money as decimals: ten times 0.1 is 1, and the fifteenth digit is kept", async () => {
    const tenths = Array.from({ length: 10 }, () => JSON.stringify(record(902, [charge(1, "0.1")])));
    await writeRecords(
      sql(),
      [...tenths, JSON.stringify(record(902, [charge(1, "0.000000000000001")]))],
      "UTC",
    );
    const usd = "1.000000000000001";
    expect(await spent(902)).toEqual({ rows: 11, ledger: usd, rollup: usd, requests: 11 });
  });

  it("reads what journals said before images and service tiers were told", async () => {
    const { imageInputTokens, imageOutputTokens, serviceTier, ...old } = charge(1, "0.5");
    await writeRecords(sql(), [JSON.stringify({ ...record(903, []), charges: [old] })], "UTC");
    const rows = await sql()`SELECT service_tier, image_input_tokens FROM usage_ledger WHERE user_id = 903`;
    expect(rows).toEqual([{ service_tier: "standard", image_input_tokens: "0" }]);
  });

  it("27: names the attempt that was charged where others failed before it", async () => {
    const second = await hub.addProvider({ name: "second", priority: 1, cost_multiplier: 2 });
    hub.upstream.enqueue({ status: 503 });
    const rows = await ask();
    expect(rows).toMatchObject([
      { attempt: 2, provider_id: second, cost_multiplier: "2.0000", cost_usd: "0.006000000000000" },
    ]);
    await hub.call("providers/removeProvider", { providerId: second });
  });
});

describe("the price", () => {
  it("28: is the current version's, and stays with the row when another comes", async () => {
    await putPrice("litellm", "claude-priced", 0.001);
    await priced("claude-priced", "0.001");
    const first = priceOf("claude-priced");
    const [before] = await ask("claude-priced");
    expect(before).toMatchObject({ cost_usd: "1.000000000000000", price_source: "litellm" });
    expect(Number(before?.price_id)).toBe(first?.id);
    await putPrice("litellm", "claude-priced", 0.002);
    await priced("claude-priced", "0.002");
    const [after] = await ask("claude-priced");
    expect(after).toMatchObject({ cost_usd: "2.000000000000000", cost_multiplier: "1.0000" });
    const [row] = await sql()`SELECT * FROM usage_ledger WHERE request_id = ${before?.request_id}`;
    expect(row).toEqual(before);
  });

  it("28: that nobody knows marks the row, and is no zero", async () => {
    const [row] = await ask("claude-unheard-of");
    expect(row).toMatchObject({ input_tokens: "1000", cost_usd: null, price_id: null, price_source: null });
    const [{ unpriced } = { unpriced: null }] = await sql()`
      SELECT unpriced_calls::int AS unpriced FROM usage_hourly WHERE model = 'claude-unheard-of'`;
    expect(unpriced).toBe(1);
  });

  it("29: of an admin survives a sync, and a sync that fails changes nothing", async () => {
    await putPrice("manual", "claude-own", 0.005);
    await priced("claude-own", "0.005");
    await putPrice("litellm", "claude-own", 0.007);
    const sync = hub.runtime.database.db.transaction(async (tx) => {
      await putPrices(tx, "litellm", new Map([["claude-half", { input_cost_per_token: 1 }]]));
      throw new Error("the connection was lost");
    });
    await expect(sync).rejects.toThrow("lost");
    await putPrice("litellm", "claude-later", 0.001);
    await priced("claude-later", "0.001");
    expect(priceOf("claude-half")).toBeUndefined();
    expect(priceOf("claude-own")).toMatchObject({ source: "manual" });
    const [row] = await ask("claude-own");
    expect(row).toMatchObject({ cost_usd: "5.000000000000000", price_source: "manual" });
  });

  it("28: is that of the model asked for or of the model served, by the hub's setting", async () => {
    await putPrice("manual", "claude-asked", 0.001);
    await priced("claude-asked", "0.001");
    const [asked] = await ask("claude-asked");
    expect(asked).toMatchObject({ model: "claude-asked", cost_usd: "1.000000000000000" });
    await setBilling("redirected");
    const [served] = await ask("claude-asked");
    expect(served).toMatchObject({ model: "claude-haiku-4-5", cost_usd: "0.001000000000000" });
    await setBilling("original");
  });
});

describe("history", () => {
  async function totalOf(userId: number): Promise<number> {
    const user = hub.runtime.snapshot.current.callers.users.find(({ id }) => id === userId);
    if (!user) throw new Error("the user is not in the snapshot");
    const { sums } = new WindowClock(hub.runtime.env.TZ).windowsAt(`user:${userId}`, user, Date.now());
    const [total = 0] = await hub.runtime.counters.read([sums.total], Date.now());
    return total;
  }

  const all = async () => ({
    ledger: await sql()`SELECT count(*)::int AS rows, sum(cost_usd)::text AS usd FROM usage_ledger`,
    rollup: await sql()`SELECT sum(requests)::int AS requests, sum(cost_usd)::text AS usd FROM usage_hourly`,
    spend: await sumSpend(hub.runtime.database.db, "user", 0),
  });

  it("35: purging the log changes neither quota nor totals", async () => {
    await ask();
    const [before, total] = [await all(), await totalOf(caller.userId)];
    expect(total).toBeGreaterThan(0);
    await sql()`DELETE FROM requests`;
    expect(await all()).toEqual(before);
    expect(await totalOf(caller.userId)).toBe(total);
  });

  it("35: resetting a quota deletes no history", async () => {
    const before = await all();
    await sql()`UPDATE users SET total_since = now() WHERE id = ${caller.userId}`;
    await expect.poll(() => totalOf(caller.userId)).toBe(0);
    expect(await all()).toEqual(before);
  });
});

async function setBilling(source: "original" | "redirected"): Promise<void> {
  await updateSettings(hub.runtime.database.db, { billingModelSource: source });
  await expect.poll(() => hub.runtime.snapshot.current.settings.billingModelSource).toBe(source);
}
