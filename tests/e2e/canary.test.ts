import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, inject, it, vi } from "vitest";
import { ACTIONS } from "@/actions/registry";
import type { Redis } from "@/infra/redis/client";
import { type FakeUpstream, startFakeUpstream } from "../../dev/fake-upstream";
import { createDatabase, type TestDatabase } from "../support/database";
import { type HubProcess, startHubProcess } from "../support/hub-process";
import { connectTestRedis } from "../support/redis";

/**
 * 37, 38: credentials that are used everywhere a credential goes, and then looked for everywhere anything is kept or
 * shown. The hub is the built one, as talkative as it gets.
 */

const ADMIN_TOKEN = `admin-canary-${randomUUID()}`;
const PROVIDER_KEY = `sk-provider-canary-${randomUUID()}`;
const PROXY_PASSWORD = `proxy-canary-${randomUUID()}`;
const WEBHOOK_SECRET = `SECcanary${randomUUID().replaceAll("-", "")}`;

const redisPrefix = `canary:${randomUUID()}:`;

let database: TestDatabase;
let upstream: FakeUpstream;
let hub: HubProcess;
let redis: Awaited<ReturnType<typeof connectTestRedis>>;
let apiKey: string;
/** Every secret that must be nowhere, by name. */
let canaries: Readonly<Record<string, string>>;

beforeAll(async () => {
  [database, upstream, redis] = await Promise.all([
    createDatabase(),
    startFakeUpstream(),
    connectTestRedis(redisPrefix),
  ]);
  hub = await startHubProcess({
    env: {
      ADMIN_TOKEN,
      DSN: database.dsn,
      REDIS_URL: inject("redisUrl"),
      REDIS_KEY_PREFIX: redisPrefix,
      LOG_LEVEL: "trace",
      ENABLE_SECURE_COOKIES: "false",
    },
  });
  apiKey = await useEverything();
  canaries = { ADMIN_TOKEN, PROVIDER_KEY, PROXY_PASSWORD, WEBHOOK_SECRET, apiKey };
  await settled();
});
afterAll(async () => {
  await hub.stop();
  await Promise.all([upstream.close(), redis.close()]);
  await database.drop();
});

const MESSAGE = { model: "claude-sonnet-4-5", max_tokens: 5, messages: [{ role: "user", content: "hello" }] };

async function send(path: string, headers: Record<string, string>, body: unknown = MESSAGE): Promise<number> {
  const response = await fetch(hub.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  await response.arrayBuffer();
  return response.status;
}

const hasAction = (name: string) => ACTIONS.some(({ definition }) => definition.name === name);

/** Puts each credential wherever somebody may put it; returns the API key. */
async function useEverything(): Promise<string> {
  const provider = { provider_type: "claude", key: PROVIDER_KEY };
  const { id } = await hub.call<{ id: number }>("providers/addProvider", {
    ...{ name: "canary", url: upstream.url, ...provider },
  });
  await hub.call("providers/addProvider", {
    ...{ name: "behind a proxy", url: upstream.url, ...provider, priority: 1 },
    proxy_url: `http://user:${PROXY_PASSWORD}@127.0.0.1:9`,
  });
  const { defaultKey } = await hub.call<{ defaultKey: { id: number; key: string } }>("users/addUser", {
    name: "canary",
  });
  const { key } = defaultKey;
  await hub.call("keys/editKey", { keyId: defaultKey.id, canLoginWebUi: true });
  await hub.call("providers/editProvider", { providerId: id, key: PROVIDER_KEY });

  expect(await send("/v1/messages", { "x-api-key": key })).toBe(200);
  expect(await send("/v1/messages", { authorization: `Bearer ${key}` })).toBe(200);
  await send("/v1/messages", { "x-goog-api-key": key, cookie: `auth-token=${key}` });
  await send(`/v1/messages?key=${key}&api_key=${key}`, { "x-api-key": key });
  await send(`/v1beta/models/gemini-2.5-pro:generateContent?key=${key}`, {}, { contents: [] });
  await send(`/v1/no-such-thing?token=${key}`, { "x-api-key": key });
  await send("/v1/messages", { "x-api-key": ADMIN_TOKEN });
  // An upstream that repeats what it was sent.
  upstream.enqueue({ status: 400, error: { message: `the key ${PROVIDER_KEY} is bad` } });
  await send("/v1/messages", { "x-api-key": key });
  upstream.enqueue({ status: 401, error: { message: `the key ${PROVIDER_KEY} is bad` } });
  await send("/v1/messages", { "x-api-key": key });
  upstream.enqueue({ status: 401, error: { message: `the key ${PROVIDER_KEY} is bad` } });
  await hub.call("providers/testProviderUnified", { providerId: id });
  await hub.call("providers/testProviderUnified", {
    providerUrl: "http://127.0.0.1:9",
    apiKey: PROVIDER_KEY,
  });
  await hub.call("providers/testProviderProxy", {
    providerUrl: upstream.url,
    proxyUrl: `http://user:${PROXY_PASSWORD}@127.0.0.1:9`,
  });
  expect(await hub.call("providers/getUnmaskedProviderKey", { id })).toEqual({ key: PROVIDER_KEY });

  for (const credential of [key, ADMIN_TOKEN]) {
    await send("/api/auth/login", {}, { key: credential });
    await send("/api/actions/users/getUsers", { cookie: `auth-token=${credential}` }, {});
    await send("/api/actions/users/getUsers", { authorization: `Bearer ${credential}` }, "not an object");
    await send("/api/actions/users/getUsers", { authorization: `Bearer x${credential}` }, {});
    await fetch(`${hub.url}/en/login?from=/dashboard`, { headers: { cookie: `auth-token=${credential}` } });
  }
  await send("/api/admin/database/import", {
    ...{ authorization: `Bearer ${ADMIN_TOKEN}`, "x-confirm-credential": ADMIN_TOKEN },
  });
  if (hasAction("webhook-targets/createWebhookTargetAction")) await setUpWebhook();
  return key;
}

async function setUpWebhook(): Promise<void> {
  const target = await hub.call<{ id: number }>("webhook-targets/createWebhookTargetAction", {
    name: "canary",
    providerType: "dingtalk",
    webhookUrl: `${upstream.url}/hook?access_token=${WEBHOOK_SECRET}`,
    dingtalkSecret: WEBHOOK_SECRET,
  });
  await send(
    "/api/actions/webhook-targets/testWebhookTargetAction",
    { authorization: `Bearer ${ADMIN_TOKEN}` },
    { id: target.id, notificationType: "circuit_breaker" },
  );
}

/** Until all that was sent is in the log. */
async function settled(): Promise<void> {
  const { sql } = database.pool;
  await vi.waitFor(
    async () => {
      const [row] = await sql`SELECT count(*)::int AS count FROM requests`;
      expect(row?.count).toBeGreaterThanOrEqual(8);
    },
    { timeout: 20_000, interval: 200 },
  );
}

function expectNoCanary(where: string, text: string): void {
  const sung = Object.entries(canaries).filter(([, canary]) => text.includes(canary));
  expect(sung.map(([name]) => `${name} in ${where}`)).toEqual([]);
}

it("37, 38: not in the database", async () => {
  const { sql } = database.pool;
  const tables = await sql<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`;
  expect(tables.length).toBeGreaterThan(15);
  for (const { name } of tables) {
    const rows = await sql`SELECT t::text AS row FROM ${sql(name)} AS t`;
    expectNoCanary(name, rows.map(({ row }) => row).join("\n"));
  }
});

it("37: not in Redis", async () => {
  const keys = await redis.redis.keys(`${redisPrefix}*`);
  expect(keys.length).toBeGreaterThan(0);
  expectNoCanary("keys of Redis", keys.join("\n"));
  for (const key of keys) expectNoCanary(key, JSON.stringify(await contentOf(key.slice(redisPrefix.length))));
});

async function contentOf(key: string): Promise<unknown> {
  const client: Redis = redis.redis;
  switch (await client.type(key)) {
    case "string":
      return client.get(key);
    case "hash":
      return client.hgetall(key);
    case "list":
      return client.lrange(key, 0, -1);
    case "set":
      return client.smembers(key);
    case "zset":
      return client.zrange(key, 0, -1);
    default:
      return null;
  }
}

it("37: not in the journal, nor in any other file of the data directory", () => {
  const files = readdirSync(hub.dataDir, { recursive: true, encoding: "utf8" })
    .map((file) => join(hub.dataDir, file))
    .filter((file) => statSync(file).isFile());
  expect(files.some((file) => file.includes("journal"))).toBe(true);
  for (const file of files) expectNoCanary(file, readFileSync(file, "latin1"));
});

it("37: not in what is printed", async () => {
  await vi.waitFor(() => expect(hub.output().split('"msg":"request"').length).toBeGreaterThan(8), 10_000);
  expectNoCanary("the log", hub.output());
});

it("37, 40: not in any answer of an action that reads, to anybody", async () => {
  const readers = ACTIONS.map(({ definition }) => definition).filter(
    ({ name, input }) => /\/(?:get|list|fetch|search|has)[A-Z]/.test(name) && input.safeParse({}).success,
  );
  expect(readers.length).toBeGreaterThan(25);
  for (const { name } of readers) {
    if (name === "providers/fetchUpstreamModels") continue;
    for (const credential of [ADMIN_TOKEN, apiKey]) {
      const response = await fetch(`${hub.url}/api/actions/${name}`, {
        method: "POST",
        headers: { authorization: `Bearer ${credential}` },
        body: "{}",
      });
      expectNoCanary(name, await response.text());
    }
  }
});

it("37: not in the details of a request", async () => {
  const { logs } = await hub.call<{ logs: { id: string }[] }>("usage-logs/getUsageLogsBatch", { limit: 100 });
  for (const { id } of logs) {
    expectNoCanary("details", JSON.stringify(await hub.call("usage-logs/getUsageLogDetails", { id })));
  }
});

it("37: not in an export, nor in a backup", async () => {
  expectNoCanary("the export", await hub.call<string>("usage-logs/exportUsageLogs"));
  const backup = await fetch(`${hub.url}/api/admin/database/export`, {
    headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
  });
  expectNoCanary("the backup", gunzipSync(Buffer.from(await backup.arrayBuffer())).toString());
});

it("37: not in any page, whoever looks", async () => {
  const app = join(import.meta.dirname, "../../src/app");
  const pages = readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("page.tsx"))
    .map(
      (file) =>
        `/${file
          .replace(/\/?page\.tsx$/, "")
          .replace("[locale]", "en")
          .replaceAll(/\([^)]+\)\//g, "")}`,
    )
    .filter((path) => !path.includes("["));
  expect(pages).toContain("/en/settings/providers");
  for (const path of pages) {
    for (const key of [ADMIN_TOKEN, apiKey]) {
      const login = await fetch(`${hub.url}/api/auth/login`, {
        method: "POST",
        body: JSON.stringify({ key }),
      });
      const cookie = login.headers.get("set-cookie")?.split(";")[0] ?? "";
      const page = await fetch(hub.url + path, { headers: { cookie } });
      expectNoCanary(path, await page.text());
    }
  }
});
