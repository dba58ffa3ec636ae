import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { deliverNotifications } from "@/jobs/deliver-notifications";
import { notifyCircuits } from "@/jobs/notify-circuits";
import { notifyCosts } from "@/jobs/notify-costs";
import { notifyLeaderboard } from "@/jobs/notify-leaderboard";
import { runJob } from "@/jobs/run-job";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/duration";
import { startHttpProxy } from "../../dev/fake-proxy/http-proxy";
import { startTestHub, type TestHub } from "../support/hub";
import { type SeenRequest, startOrigin } from "../support/origin";

/** What the hub tells by itself: what is told, when, once, and how it reaches each kind of target. */

const TYPES = ["circuit_breaker", "daily_leaderboard", "cost_alert"] as const;
type Type = (typeof TYPES)[number];

let hub: TestHub;
let origin: Awaited<ReturnType<typeof startOrigin>>;
/** What the targets' servers answer with. */
let answer: (seen: SeenRequest) => { status?: number; body: unknown };

beforeAll(async () => {
  hub = await startTestHub({ env: { TZ: "Asia/Shanghai" } });
  origin = await startOrigin((seen, response) => {
    const { status = 200, body } = answer(seen);
    response.writeHead(status).end(typeof body === "string" ? body : JSON.stringify(body));
  });
});
afterAll(async () => {
  origin.close();
  await hub.close();
});
beforeEach(async () => {
  await hub.database.pool
    .sql`TRUNCATE webhook_targets, notification_settings, breaker_events, job_runs CASCADE`;
  origin.requests.length = 0;
  answer = () => ({ body: "" });
});

interface Target {
  readonly id: number;
  readonly lastTestResult: { success: boolean; error?: string; latencyMs?: number } | null;
}

const addTarget = (fields: object) =>
  hub.call<Target>("webhook-targets/createWebhookTargetAction", {
    ...{ name: "target", providerType: "custom", webhookUrl: `${origin.url}/hook/SECRET-PATH` },
    ...("providerType" in fields ? {} : { customTemplate: { who: "{{provider_name}}", what: "{{title}}" } }),
    ...fields,
  });
const bind = (type: Type, ...bindings: object[]) =>
  hub.call("notification-bindings/updateBindingsAction", { type, bindings });
const switchOn = (fields: object = {}) =>
  hub.call("notifications/updateNotificationSettingsAction", {
    ...{ enabled: true, circuitBreakerEnabled: true, dailyLeaderboardEnabled: true, costAlertEnabled: true },
    ...fields,
  });
const test = (id: number, notificationType: string = "cost-alert") =>
  hub.call<{ latencyMs: number }>("webhook-targets/testWebhookTargetAction", { id, notificationType });
const deliver = () => runJob(deliverNotifications, hub.runtime);
const deliveries = () => hub.database.pool.sql`SELECT * FROM notification_deliveries ORDER BY id`;
const bodies = () => origin.requests.map(({ body }) => JSON.parse(body.toString()));

/** What a Feishu robot with signature verification answers: timestamps are good for an hour. */
function feishuRobot(secret: string, { timestamp, sign }: { timestamp?: string; sign?: string }) {
  const expected = createHmac("sha256", `${timestamp}\n${secret}`).update("").digest("base64");
  const isFresh = Math.abs(Date.now() / 1_000 - Number(timestamp)) < 3_600;
  return sign === expected && isFresh
    ? { code: 0, msg: "success" }
    : { code: 19021, msg: "sign match fail or timestamp is not within one hour from current time" };
}

describe("a target", () => {
  it("of WeCom gets markdown, and has taken it when it says errcode 0", async () => {
    const { id } = await addTarget({
      providerType: "wechat",
      webhookUrl: `${origin.url}/send?key=WECOM-KEY`,
    });
    answer = () => ({ body: { errcode: 0, errmsg: "ok" } });
    expect((await test(id)).latencyMs).toBeGreaterThanOrEqual(0);
    expect(origin.requests[0]).toMatchObject({ method: "POST", url: "/send?key=WECOM-KEY" });
    expect(bodies()).toMatchObject([
      {
        msgtype: "markdown",
        markdown: { content: expect.stringMatching(/^## A spend limit[\s\S]*\*\*Limit\*\*: \$100\.00/) },
      },
    ]);
    answer = () => ({ body: { errcode: 93000, errmsg: "invalid webhook url, key WECOM-KEY" } });
    await expect(test(id)).rejects.toThrow(
      "502 UPSTREAM_FAILED: The target took no notification: it refused: invalid",
    );
    const [listed] = await hub.call<Target[]>("webhook-targets/getWebhookTargetsAction");
    expect(listed?.lastTestResult).toMatchObject({ success: false, error: expect.stringContaining("•••") });
  });

  it("of Feishu gets a card in the colour of its weight", async () => {
    const { id } = await addTarget({ providerType: "feishu" });
    answer = () => ({ body: { code: 0, msg: "success" } });
    for (const type of TYPES) await test(id, type);
    expect(bodies().map(({ card }) => card.header.template)).toEqual(["red", "blue", "orange"]);
    expect(bodies()[0]).toMatchObject({ msg_type: "interactive", card: { schema: "2.0" } });
    answer = () => ({ body: { code: 19021, msg: "sign match fail" } });
    await expect(test(id)).rejects.toThrow("sign match fail");
  });

  it("of Feishu that checks signatures gets a signed card, and refuses others", async () => {
    const secret = "FEISHU-SECRET";
    answer = ({ body }) => ({ body: feishuRobot(secret, JSON.parse(body.toString())) });
    const { id } = await addTarget({ providerType: "feishu", feishuSecret: secret });
    await test(id);
    expect(bodies()[0]).toMatchObject({ msg_type: "interactive", card: { schema: "2.0" } });

    await hub.call("webhook-targets/updateWebhookTargetAction", { id, input: { feishuSecret: "ANOTHER" } });
    await expect(test(id)).rejects.toThrow("sign match fail");
    await hub.call("webhook-targets/updateWebhookTargetAction", { id, input: { feishuSecret: null } });
    await expect(test(id)).rejects.toThrow("sign match fail");
    expect(Object.keys(bodies().at(-1))).toEqual(["msg_type", "card"]);
  });

  it("of DingTalk gets a signed address", async () => {
    const { id } = await addTarget({
      ...{
        providerType: "dingtalk",
        webhookUrl: `${origin.url}/robot?access_token=T`,
        dingtalkSecret: "SEC-1",
      },
    });
    answer = () => ({ body: { errcode: 0 } });
    await test(id);
    const { searchParams } = new URL(origin.requests[0]?.url ?? "", origin.url);
    const timestamp = searchParams.get("timestamp");
    const expected = createHmac("sha256", "SEC-1").update(`${timestamp}\nSEC-1`).digest("base64");
    expect(searchParams.get("sign")).toBe(expected);
    expect(searchParams.get("access_token")).toBe("T");
    expect(Math.abs(Date.now() - Number(timestamp))).toBeLessThan(MINUTE_MS);
    expect(bodies()).toMatchObject([
      { msgtype: "markdown", markdown: { title: "A spend limit is nearly reached" } },
    ]);
  });

  it("of Telegram gets HTML for its chat from its bot", async () => {
    const { id } = await addTarget({
      ...{
        providerType: "telegram",
        webhookUrl: origin.url,
        telegramBotToken: "123:ABC",
        telegramChatId: -100,
      },
    });
    answer = () => ({ body: { ok: true } });
    await test(id, "daily_leaderboard");
    expect(origin.requests[0]?.url).toBe("/bot123:ABC/sendMessage");
    expect(bodies()).toMatchObject([
      { chat_id: "-100", parse_mode: "HTML", text: expect.stringContaining("1. Alice: $9.50, 100 requests") },
    ]);
    answer = () => ({ status: 400, body: { ok: false, description: "chat not found for bot 123:ABC" } });
    await expect(test(id)).rejects.toThrow(/HTTP 400(?!.*123:ABC)/);
  });

  it("of one's own gets one's own body and headers, filled in", async () => {
    const { id } = await addTarget({
      customTemplate: { a: ["{{target_name}} {{usage_percent}} {{unknown}}"], b: { c: 1, d: "{{ level }}" } },
      customHeaders: { "X-Team": "blue" },
    });
    await test(id);
    expect(bodies()).toEqual([{ a: ["Test 80.0 {{unknown}}"], b: { c: 1, d: "warning" } }]);
    expect(origin.requests[0]?.headers["x-team"]).toBe("blue");
    await bind("cost_alert", { targetId: id, templateOverride: { only: "{{quota_limit}}" } });
    await test(id);
    expect(bodies()[1]).toEqual({ only: "100" });
  });

  it("is told in the language of the settings, whatever names hold", async () => {
    const providerId = await hub.addProvider({ name: "<b>*[x](http://evil)*" });
    await switchOn({ language: "zh-CN" });
    const { id } = await addTarget({ providerType: "feishu" });
    await bind("circuit_breaker", { targetId: id });
    await opened(providerId);
    await runJob(notifyCircuits, hub.runtime);
    answer = () => ({ body: { code: 0 } });
    await deliver();
    const [{ card }] = bodies();
    expect(card.header.title.content).toBe("供应商已熔断");
    expect(card.body.elements[0].content).toContain("&lt;b&gt;\\*\\[x\\](http://evil)\\*");
  });

  it("is reached through its proxy", async () => {
    const proxy = await startHttpProxy();
    const { id } = await addTarget({ proxyUrl: `http://127.0.0.1:${proxy.port}` });
    await test(id);
    expect(proxy.tunnels).toHaveLength(1);
    await proxy.close();
    await expect(test(id)).rejects.toThrow("UPSTREAM_FAILED");
    await hub.call("webhook-targets/updateWebhookTargetAction", {
      id,
      input: { proxyFallbackToDirect: true },
    });
    await test(id);
    expect(origin.requests).toHaveLength(2);
  });

  it.each([
    { webhookUrl: "http://169.254.169.254/latest" },
    { proxyUrl: "http://169.254.169.254" },
    { webhookUrl: "ftp://somewhere" },
    { providerType: "telegram", webhookUrl: null },
    { providerType: "custom", customTemplate: null },
    { customHeaders: { Host: "x" } },
  ])("44: cannot be %j", async (fields) => {
    await expect(addTarget(fields)).rejects.toThrow("INVALID_INPUT");
  });

  it("44: is not followed elsewhere", async () => {
    const { id } = await addTarget({});
    answer = () => ({ status: 302, body: "" });
    await expect(test(id)).rejects.toThrow("HTTP 302");
    expect(origin.requests).toHaveLength(1);
  });

  it("37: keeps its secrets: sealed in the database, masked in lists, out of the audit log", async () => {
    const proxyUrl = "http://u:PROXY-SECRET@127.0.0.1:9";
    await addTarget({ customTemplate: { t: 1 }, customHeaders: { "X-Key": "HEADER-SECRET" }, proxyUrl });
    await addTarget({ providerType: "dingtalk", dingtalkSecret: "DING-SECRET" });
    await addTarget({ providerType: "feishu", feishuSecret: "FEISHU-SECRET" });
    await addTarget({ providerType: "telegram", telegramBotToken: "1:BOT-SECRET", telegramChatId: "1" });
    await switchOn({ costAlertWebhook: `${origin.url}/plain/SECRET-PLAIN` });
    const { sql } = hub.database.pool;
    const seen = JSON.stringify([
      await sql`SELECT * FROM webhook_targets`,
      await sql`SELECT * FROM audit_log`,
      await hub.call("webhook-targets/getWebhookTargetsAction"),
      await hub.call("notifications/getNotificationSettingsAction"),
      await hub.call("notification-bindings/getBindingsForTypeAction", { type: "cost_alert" }),
    ]);
    expect(seen).not.toMatch(/PROXY-SECRET|HEADER-SECRET|DING-SECRET|FEISHU-SECRET|BOT-SECRET|SECRET-P/);
    expect(seen).toContain("••••••");
  });
});

/** Writes down, as a replica would, that a circuit opened. */
async function opened(providerId: number, at = new Date(Date.now() + 1)) {
  await hub.database.pool.sql`
    INSERT INTO breaker_events (provider_id, state, reason, failure_count, open_until, created_at)
    VALUES (${providerId}, 'open', 'upstream_5xx', 5, ${new Date(at.getTime() + HOUR_MS).toISOString()}, ${at.toISOString()})`;
}

describe("a circuit that opens", () => {
  it("is told each bound target once, though it opens again soon", async () => {
    const providerId = await hub.addProvider({ name: "fragile" });
    const targets = [await addTarget({}), await addTarget({}), await addTarget({ isEnabled: false })];
    await switchOn();
    await bind("circuit_breaker", ...targets.map(({ id }) => ({ targetId: id })));
    const now = Date.now();
    for (const later of [10, MINUTE_MS, 4 * MINUTE_MS, 6 * MINUTE_MS])
      await opened(providerId, new Date(now + later));
    await runJob(notifyCircuits, hub.runtime);
    await runJob(notifyCircuits, hub.runtime);
    expect(await deliver()).toMatchObject({ detail: { delivered: 4, failed: 0 } });
    expect(bodies()).toEqual(Array(4).fill({ who: "fragile", what: "A provider is switched off" }));
    expect(await deliver()).toEqual({ kind: "nothing-to-do" });
  });

  it("is told by the hub's own traffic too, unless it is switched off", async () => {
    const { id } = await addTarget({});
    await bind("circuit_breaker", { targetId: id });
    await switchOn({ circuitBreakerEnabled: false });
    const providerId = await hub.addProvider({
      name: "real",
      circuit_breaker_failure_threshold: 1,
      priority: 0,
    });
    const { key } = await hub.addCaller({ name: `caller ${providerId}` });
    hub.upstream.setDefault({ status: 500 });
    const body = {
      model: "claude-sonnet-4-5",
      max_tokens: 5,
      messages: [{ role: "user", content: "hello" }],
    };
    const break_ = async () => {
      await (await hub.post("/v1/messages", key, body)).text();
      const state = () => hub.runtime.circuits.conditions.get(providerId)?.circuit.state.kind;
      expect(state()).toBe("open");
    };
    for (const other of await hub.call<{ id: number }[]>("providers/getProviders")) {
      if (other.id !== providerId) await hub.call("providers/removeProvider", { providerId: other.id });
    }
    await break_();
    expect(await runJob(notifyCircuits, hub.runtime)).toEqual({ kind: "nothing-to-do" });
    await switchOn();
    await hub.runtime.circuits.reset(providerId);
    await break_();
    const tell = () => runJob(notifyCircuits, hub.runtime);
    await expect.poll(tell, { timeout: 5_000 }).toMatchObject({ kind: "ok", detail: { deliveries: 1 } });
    hub.upstream.reset();
  });
});

describe("a delivery that fails", () => {
  it("is tried again later, ever more patiently, and given up in the end", async () => {
    const { id } = await addTarget({});
    await switchOn();
    await bind("circuit_breaker", { targetId: id });
    await opened(await hub.addProvider({ name: "p" }));
    await runJob(notifyCircuits, hub.runtime);
    answer = () => ({ status: 503, body: "busy with /hook/SECRET-PATH" });
    const waits: number[] = [];
    for (let tries = 1; tries <= 6; tries++) {
      await deliver();
      const [row] = await deliveries();
      expect(row).toMatchObject({ tries, last_error: "HTTP 503 busy with •••" });
      if (row?.next_try_at) waits.push(Math.round((Date.parse(row.next_try_at) - Date.now()) / 1_000));
      expect(await deliver()).toEqual({ kind: "nothing-to-do" });
      await hub.database.pool
        .sql`UPDATE notification_deliveries SET next_try_at = now() - interval '1 second' WHERE status = 'pending'`;
    }
    expect(waits.map((seconds) => Math.ceil(seconds / 5) * 5)).toEqual([5, 20, 80, 320, 1_280]);
    expect(await deliveries()).toMatchObject([{ status: "failed", tries: 6 }]);
    const { deliveries: shown } = await hub.call<{ deliveries: object[] }>(
      "notifications/getNotificationDeliveries",
    );
    expect(shown).toMatchObject([{ status: "failed", targetId: id, occasion: { providerName: "p" } }]);
  });

  it("is not tried again where that would bring the same", async () => {
    const { id } = await addTarget({});
    await switchOn();
    await bind("circuit_breaker", { targetId: id });
    await opened(await hub.addProvider({ name: "q" }));
    await runJob(notifyCircuits, hub.runtime);
    answer = () => ({ status: 404, body: "" });
    await deliver();
    expect(await deliveries()).toMatchObject([{ status: "failed", tries: 1, last_error: "HTTP 404" }]);
  });

  it("is made by one of several replicas at a time", async () => {
    const { id } = await addTarget({});
    await switchOn();
    await bind("circuit_breaker", { targetId: id });
    await opened(await hub.addProvider({ name: "r" }));
    await runJob(notifyCircuits, hub.runtime);
    await Promise.all([deliver(), deliver(), deliver()]);
    expect(origin.requests).toHaveLength(1);
  });
});

describe("limits that are nearly used up", () => {
  it("are told once per limit, window and threshold, by what is enforced", async () => {
    const { id } = await addTarget({
      customTemplate: { t: "{{target_type}} {{target_name}} {{usage_percent}}" },
    });
    await bind("cost_alert", { targetId: id });
    const caller = await hub.addCaller({ name: "spender", dailyQuota: 10, limitWeeklyUsd: 1_000 });
    await spend(caller.key, 8.5);
    await switchOn({ costAlertThreshold: 0.8, costAlertCheckInterval: 10 });
    expect(await runJob(notifyCosts, hub.runtime, "due")).toMatchObject({
      detail: { alerts: 1, deliveries: 1 },
    });
    expect(await runJob(notifyCosts, hub.runtime, "due")).toEqual({ kind: "nothing-to-do" });
    expect(await runJob(notifyCosts, hub.runtime)).toMatchObject({ detail: { alerts: 1, deliveries: 0 } });
    const later = { ...hub.runtime, clock: { now: () => Date.now() + 11 * MINUTE_MS } };
    expect(await runJob(notifyCosts, later, "due")).toMatchObject({ detail: { deliveries: 0 } });
    await switchOn({ costAlertThreshold: "0.85" });
    expect(await runJob(notifyCosts, hub.runtime, "due")).toMatchObject({ detail: { deliveries: 1 } });
    await deliver();
    expect(bodies()).toEqual(Array(2).fill({ t: "user spender 85.0" }));
    await hub.call("users/editUser", { userId: caller.userId, dailyQuota: 9 });
    expect(await runJob(notifyCosts, hub.runtime)).toMatchObject({ detail: { deliveries: 1 } });
  });

  /** Sends a request that costs `usd`. */
  async function spend(key: string, usd: number) {
    await hub.addProvider({ name: "healthy" });
    const model = "claude-of-our-own";
    await hub.call("model-prices/saveModelPrice", {
      modelName: model,
      priceData: { input_cost_per_token: usd / 1_000, output_cost_per_token: 0 },
    });
    hub.upstream.enqueue({ usage: { inputTokens: 1_000, outputTokens: 1 } });
    const body = { model, max_tokens: 5, messages: [{ role: "user", content: "hello" }] };
    const response = await hub.post("/v1/messages", key, body);
    expect(response.status, await response.text()).toBe(200);
  }
});

describe("the leaderboard", () => {
  const at = (iso: string) => ({ ...hub.runtime, clock: { now: () => Date.parse(iso) } });

  async function used(day: string) {
    const { sql } = hub.database.pool;
    const { userId, keyId } = await hub.addCaller({ name: `user of ${day}` });
    await sql`
      INSERT INTO usage_hourly (hour, user_id, key_id, provider_id, model, requests, input_tokens, cost_usd)
      VALUES (${`${day}T20:00:00Z`}, ${userId}, ${keyId}, 1, 'm', 3, 1000, 0.25),
        (${`${day}T00:00:00Z`}, ${userId}, ${keyId}, 1, 'm', 9, 9000, 9)`;
  }

  it("is told once a day, at its time in its zone, of the last 24 hours", async () => {
    const { id } = await addTarget({
      customTemplate: { d: "{{date}}", n: "{{total_requests}}", c: "{{total_cost}}", e: "{{entries_json}}" },
    });
    const elsewhere = await addTarget({ name: "Berlin" });
    await switchOn({ dailyLeaderboardTime: "09:00" });
    await bind(
      "daily_leaderboard",
      { targetId: id },
      { targetId: elsewhere.id, scheduleCron: "30 9 * * *", scheduleTimezone: "Europe/Berlin" },
    );
    await used("2099-03-01");
    const run = (iso: string) => runJob(notifyLeaderboard, at(iso), "due");
    expect(await run("2099-03-02T00:59:30Z")).toEqual({ kind: "nothing-to-do" });
    expect(await run("2099-03-02T01:00:10Z")).toMatchObject({ detail: { deliveries: 1 } });
    expect(await run("2099-03-02T01:00:20Z")).toEqual({ kind: "nothing-to-do" });
    expect(await run("2099-03-02T08:30:00Z")).toMatchObject({ detail: { deliveries: 1 } });
    expect(await run("2099-03-05T01:00:10Z")).toEqual({ kind: "nothing-to-do" });
    await deliver();
    const [body] = bodies().filter((one) => "d" in one);
    expect(body).toMatchObject({ d: "2099-03-02", n: "3", c: "0.25" });
    expect(JSON.parse(body.e)).toMatchObject([{ userName: "user of 2099-03-01", requests: 3, tokens: 1000 }]);
  });

  it("follows a changed time at once, and makes up for nothing that lies before the change", async () => {
    const { id } = await addTarget({});
    await bind("daily_leaderboard", { targetId: id });
    const now = new Date();
    const clock = (ms: number) =>
      new Intl.DateTimeFormat("sv-SE", { timeStyle: "short", timeZone: "Asia/Shanghai" }).format(
        now.getTime() + ms,
      );
    await used(new Date(now.getTime() - DAY_MS / 2).toISOString().slice(0, 10));
    await switchOn({ dailyLeaderboardTime: clock(-10 * MINUTE_MS) });
    expect(await runJob(notifyLeaderboard, hub.runtime, "due")).toEqual({ kind: "nothing-to-do" });
    await switchOn({ dailyLeaderboardTime: clock(2 * MINUTE_MS) });
    const soon = at(new Date(now.getTime() + 3 * MINUTE_MS).toISOString());
    expect(await runJob(notifyLeaderboard, soon, "due")).toMatchObject({ detail: { deliveries: 1 } });
  });
});

describe("the plain webhooks that scripts know", () => {
  it("are targets bound to their type, changed and taken back by their field", async () => {
    const shown = await switchOn({ circuitBreakerWebhook: `${origin.url}/one`, useLegacyMode: true });
    expect(shown).toMatchObject({ circuitBreakerWebhook: `${origin.url}/••••••`, costAlertWebhook: null });
    await switchOn({ circuitBreakerWebhook: `${origin.url}/two` });
    await opened(await hub.addProvider({ name: "s" }));
    await runJob(notifyCircuits, hub.runtime);
    await deliver();
    expect(origin.requests.map(({ url }) => url)).toEqual(["/two"]);
    expect(bodies()[0]).toMatchObject({ title: "A provider is switched off", level: "error" });
    expect(await switchOn({ circuitBreakerWebhook: null })).toMatchObject({ circuitBreakerWebhook: null });
    expect(await hub.call("webhook-targets/getWebhookTargetsAction")).toEqual([]);
    await hub.call("notifications/testWebhookAction", {
      webhookUrl: `${origin.url}/three`,
      type: "daily-leaderboard",
    });
    expect(origin.requests.at(-1)?.url).toBe("/three");
  });
});

it.each([
  { dailyLeaderboardTime: "25:00" },
  { dailyLeaderboardTopN: 21 },
  { costAlertThreshold: "1.2" },
  { costAlertCheckInterval: 5 },
  { costAlertWebhook: "no url" },
])("settings of notifications cannot be %j", async (fields) => {
  await expect(switchOn(fields)).rejects.toThrow("INVALID_INPUT");
});
