import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startTestHub, type TestCaller, type TestHub } from "../support/hub";

let hub: TestHub;
let caller: TestCaller;
let provider: number;

beforeAll(async () => {
  hub = await startTestHub();
  provider = await hub.addProvider({ cost_multiplier: 1.5 });
  caller = await hub.addCaller();
});
afterAll(() => hub.close());

const message = (changes: object = {}) => ({
  model: "claude-sonnet-4-5",
  max_tokens: 100,
  messages: [{ role: "user", content: `hello ${Math.random()}` }],
  ...changes,
});

async function lastLog() {
  await hub.runtime.ledger.flush();
  const { logs } = await hub.call<{ logs: Record<string, unknown>[] }>("usage-logs/getUsageLogsBatch", {
    limit: 1,
  });
  return logs[0];
}

describe("a request that is answered", () => {
  const usage = {
    inputTokens: 1_000,
    cacheReadTokens: 20_000,
    cacheWrite5mTokens: 300,
    cacheWrite1hTokens: 40,
    outputTokens: 50,
  };
  // (1000 × 3 + 20000 × 0.3 + 300 × 3.75 + 40 × 6 + 50 × 15) / 1e6 × 1.5
  const cost = "0.016672500000000";

  it.each([false, true])("is priced and logged (stream: %s)", async (stream) => {
    hub.upstream.enqueue({ usage });
    const response = await hub.post("/v1/messages?beta=true", caller.key, message({ stream }), {
      "x-claude-code-session-id": `session-${stream}`,
    });
    expect(response.status).toBe(200);
    await response.text();
    expect(await lastLog()).toMatchObject({
      id: response.headers.get("x-cch-request-id"),
      outcome: "completed",
      statusCode: 200,
      userName: "someone",
      keyName: "default",
      providerName: "fake",
      endpoint: "/v1/messages",
      model: "claude-sonnet-4-5",
      isStream: stream,
      sessionId: `session-${stream}`,
      requestSequence: 1,
      inputTokens: 1_000,
      cacheReadInputTokens: 20_000,
      cacheCreation5mInputTokens: 300,
      cacheCreation1hInputTokens: 40,
      outputTokens: 50,
      totalTokens: 21_390,
      costUsd: cost,
      unpriced: false,
      estimated: false,
      retryCount: 0,
    });
  });

  it("adds up in the ledger, the roll-up and the detail's cost lines", async () => {
    await hub.runtime.ledger.flush();
    const [ledger] = await hub.database.pool.sql`SELECT sum(cost_usd)::text AS cost FROM usage_ledger`;
    const [rollup] = await hub.database.pool.sql`SELECT sum(cost_usd)::text AS cost FROM usage_hourly`;
    expect(rollup?.cost).toBe(ledger?.cost);
    const log = await lastLog();
    const detail = await hub.call<{ charges: { costUsd: string; lines: { usd: string }[] }[] }>(
      "usage-logs/getUsageLogDetails",
      { id: log?.id },
    );
    const [charge] = detail.charges;
    const sum = charge?.lines.reduce((total, line) => total + Number(line.usd), 0) ?? 0;
    expect((sum * 1.5).toFixed(15)).toBe(charge?.costUsd);
  });

  it("is marked where its model has no price, never a silent zero", async () => {
    await (await hub.post("/v1/messages", caller.key, message({ model: "claude-unheard-of" }))).text();
    expect(await lastLog()).toMatchObject({ model: "claude-unheard-of", costUsd: null, unpriced: true });
  });
});

describe("a request that is refused", () => {
  it.each([
    ["without a key", "", message(), 401, "missing_credentials", "authentication_error"],
    ["with an unknown key", "sk-nobody", message(), 401, "unknown_key", "authentication_error"],
    ["without a model", null, message({ model: undefined }), 400, "model_missing", "invalid_request_error"],
    ["that is no JSON object", null, ["x"], 400, "invalid_json", "invalid_request_error"],
  ])(
    "%s gets a clear error in Anthropic's shape and one row",
    async (_name, key, body, status, code, type) => {
      const response = await hub.post("/v1/messages", key ?? caller.key, body);
      const id = response.headers.get("request-id");
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject({ type: "error", error: { type, code }, request_id: id });
      expect(await lastLog()).toMatchObject({ id, outcome: "refused", statusCode: status, errorCode: code });
    },
  );

  it("tells apart disabled and expired keys and users", async () => {
    const other = await hub.addCaller({ name: "other" });
    const code = async () => {
      const response = await hub.post("/v1/messages", other.key, message());
      return ((await response.json()) as { error: { code: string } }).error.code;
    };
    await hub.call("users/toggleUserEnabled", { userId: other.userId, enabled: false });
    expect(await code()).toBe("user_disabled");
    await hub.call("users/editUser", {
      userId: other.userId,
      isEnabled: true,
      expiresAt: "2020-01-01T00:00:00Z",
    });
    expect(await code()).toBe("user_expired");
    await hub.call("users/editUser", { userId: other.userId, expiresAt: null });
    await hub.call("keys/addKey", { userId: other.userId, name: "second" });
    await hub.call("keys/toggleKeyEnabled", { keyId: other.keyId, enabled: false });
    expect(await code()).toBe("key_disabled");
    await hub.call("keys/editKey", {
      keyId: other.keyId,
      isEnabled: true,
      expiresAt: "2020-01-01T00:00:00Z",
    });
    expect(await code()).toBe("key_expired");
  });
});

describe("limits", () => {
  it("refuses with 429 beyond the user's requests per minute, and says when it frees", async () => {
    const limited = await hub.addCaller({ name: "hasty", rpm: 2 });
    const statuses = [];
    for (let n = 0; n < 3; n++) {
      const response = await hub.post("/v1/messages", limited.key, message());
      statuses.push(response.status);
      if (response.status !== 429) await response.text();
      else {
        expect(response.headers.get("x-ratelimit-type")).toBe("rpm");
        expect(response.headers.get("x-ratelimit-limit")).toBe("2");
        expect(response.headers.get("x-ratelimit-remaining")).toBe("0");
        expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(50);
        expect(await response.json()).toMatchObject({
          error: { type: "rate_limit_error", code: "rpm_limit", limit_type: "rpm", current: 2, limit: 2 },
        });
      }
    }
    expect(statuses).toEqual([200, 200, 429]);
  });

  it("refuses with 402 once the daily spend is reached", async () => {
    const limited = await hub.addCaller({ name: "thrifty", dailyQuota: 0.01 });
    hub.upstream.enqueue({ usage: { inputTokens: 4_000, outputTokens: 0 } });
    await (await hub.post("/v1/messages", limited.key, message())).text();
    const response = await hub.post("/v1/messages", limited.key, message());
    expect(response.status).toBe(402);
    expect(await response.json()).toMatchObject({
      error: {
        type: "billing_error",
        code: "spend_limit",
        limit_type: "daily_quota",
        current: 0.018,
        limit: 0.01,
      },
    });
    expect(Number(response.headers.get("x-ratelimit-reset")) * 1_000).toBeGreaterThan(Date.now());
  });
});

describe("an upstream that fails", () => {
  afterEach(() => hub.runtime.circuits.reset(provider));

  it.each([
    [{ status: 400 }, 400, ["rejected"]],
    [{ status: 401 }, 502, ["auth_failed"]],
    [{ status: 404 }, 404, ["not_found"]],
    [{ status: 429, headers: { "retry-after": "7" } }, 429, ["rate_limited"]],
    [{ status: 500 }, 502, ["upstream_error"]],
    [{ status: 529 }, 529, ["upstream_error"]],
    [{ body: "html" }, 502, ["invalid_answer"]],
    [{ body: "empty" }, 502, ["invalid_answer"]],
    // Alone, a provider that could not be reached is asked once more.
    [{ reset: "before-headers" }, 502, ["connection_failed", "connection_failed"]],
  ] as const)("%j becomes %i", async (script, status, results) => {
    for (const _ of results) hub.upstream.enqueue(script as never);
    const response = await hub.post("/v1/messages", caller.key, message());
    expect(response.status).toBe(status);
    const body = await response.text();
    expect(JSON.parse(body)).toMatchObject({ type: "error" });
    expect(body).not.toContain("127.0.0.1");
    const log = await lastLog();
    expect(log).toMatchObject({ outcome: "failed", statusCode: status, costUsd: null });
    const detail = await hub.call<{ attempts: { result: string }[] }>("usage-logs/getUsageLogDetails", {
      id: log?.id,
    });
    expect(detail.attempts.map((attempt) => attempt.result)).toEqual(results);
  });

  it("fails over to another provider before the client sees a byte", async () => {
    const second = await hub.addProvider({ name: "second", priority: 1, key: "sk-second" });
    hub.upstream.enqueue({ status: 503 });
    const response = await hub.post("/v1/messages", caller.key, message({ stream: true }));
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("message_stop");
    expect(await lastLog()).toMatchObject({ outcome: "completed", providerName: "second", retryCount: 1 });
    await hub.call("providers/removeProvider", { providerId: second });
  });

  it("tells a client whose stream breaks off, and bills what was seen", async () => {
    hub.upstream.enqueue({
      text: { repeat: "word ", times: 50 },
      chunks: 10,
      truncate: "before-closing",
    } as never);
    const response = await hub.post("/v1/messages", caller.key, message({ stream: true }));
    const events = await response.text();
    expect(events).toMatch(/event: error\ndata: .*"upstream_error"/);
    expect(await lastLog()).toMatchObject({
      outcome: "failed",
      errorCode: "upstream_error",
      estimated: true,
    });
  });
});

it("answers HEAD / and the health checks without credentials", async () => {
  expect((await fetch(hub.url, { method: "HEAD" })).status).toBe(200);
  expect(await (await fetch(`${hub.url}/healthz`)).json()).toEqual({ status: "ok" });
  const ready = (await (await fetch(`${hub.url}/readyz`)).json()) as { parts: object };
  expect(ready).toMatchObject({
    status: "ready",
    parts: { database: { ok: true }, counters: { mode: "memory" } },
  });
  expect(Object.keys(ready.parts)).toEqual(["database", "counters", "migrations", "journal", "snapshot"]);
});

it("counts tokens without charging, and lists the models a caller reaches", async () => {
  const counted = await hub.post("/v1/messages/count_tokens", caller.key, message());
  expect(await counted.json()).toHaveProperty("input_tokens");
  expect(await lastLog()).toMatchObject({
    endpoint: "/v1/messages/count_tokens",
    costUsd: null,
    unpriced: false,
  });
  const models = await fetch(`${hub.url}/v1/models`, {
    headers: { "x-api-key": caller.key, "anthropic-version": "2023-06-01" },
  });
  const { data } = (await models.json()) as { data: { id: string }[] };
  expect(data.map(({ id }) => id)).toContain("claude-sonnet-4-5");
});
