import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CreateSensitiveWord } from "@/domain/sensitive-words/schema";
import { deleteSensitiveWord, insertSensitiveWord } from "@/repository/sensitive-words";
import { updateSettings } from "@/repository/settings";
import { startTestHub, type TestCaller, type TestHub } from "../support/hub";

/** What stands between a client and the first provider: credentials, bodies, guards, words. */

let hub: TestHub;
let caller: TestCaller;

beforeAll(async () => {
  hub = await startTestHub();
  await hub.addProvider();
  caller = await hub.addCaller();
});
afterAll(() => hub.close());

const message = (changes: object = {}) => ({
  model: "claude-sonnet-4-5",
  max_tokens: 100,
  messages: [{ role: "user", content: `hello ${Math.random()}` }],
  ...changes,
});

const db = () => hub.runtime.database.db;

async function logs(limit: number) {
  await hub.runtime.ledger.flush();
  const batch = await hub.call<{ logs: Record<string, unknown>[] }>("usage-logs/getUsageLogsBatch", {
    limit,
  });
  return batch.logs;
}

async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { error: { code: string } }).error.code;
}

/** Every refusal leaves one row, with the code the client was told. */
async function expectRefusal(response: Response, status: number, code: string) {
  const id = response.headers.get("request-id");
  expect(response.status).toBe(status);
  expect(await codeOf(response)).toBe(code);
  const rows = (await logs(5)).filter((row) => row.id === id);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ outcome: "refused", statusCode: status, errorCode: code });
  return rows[0];
}

function sendRaw(body: Buffer<ArrayBuffer>, headers: Record<string, string>, query = "") {
  return fetch(`${hub.url}/v1/messages${query}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": caller.key, ...headers },
    body,
  });
}

describe("credentials", () => {
  it("41: makes an address with unknown keys wait, leaves a row for each, and lets known keys pass", async () => {
    const before = hub.upstream.requests.length;
    for (let n = 0; n < 20; n++) {
      expect(await codeOf(await hub.post("/v1/messages", `sk-guess-${n}`, message()))).toBe("unknown_key");
    }
    const refused = await hub.post("/v1/messages", "sk-guess-21", message());
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    await expectRefusal(refused, 429, "too_many_unknown_keys");
    const models = await fetch(`${hub.url}/v1/models`, { headers: { "x-api-key": "sk-guess-22" } });
    expect(models.status).toBe(429);
    expect((await logs(30)).filter(({ errorCode }) => errorCode === "unknown_key")).toHaveLength(20);
    const known = await hub.post("/v1/messages", caller.key, message());
    expect(known.status).toBe(200);
    await known.text();
    expect(hub.upstream.requests.length).toBe(before + 1);
  });

  it("42: ?key= reaches neither an upstream nor a log", async () => {
    const body = Buffer.from(JSON.stringify(message()));
    const response = await fetch(`${hub.url}/v1/messages?a=%20b&k%65y=${caller.key}&beta=true`, {
      method: "POST",
      body,
    });
    expect(response.status).toBe(200);
    await response.text();
    const received = hub.upstream.requests.at(-1);
    expect(received?.url).toBe("/v1/messages?a=%20b&beta=true");
    expect(JSON.stringify(received?.headers)).not.toContain(caller.key);
    await hub.runtime.ledger.flush();
    const rows = await hub.database.pool.sql`SELECT to_jsonb(r)::text AS row FROM requests r`;
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(caller.key);
  });
});

/** `{"model":"claude-sonnet-4-5","max_tokens":10, …}` with 400 words, through `zstd -3` from a pipe. */
const ZSTD = Buffer.from(
  "KLUv/QRY5QUAIokdHmBF1AbgSNQmpoTUUfv2g0oQpDARin7ZmaJIDIIQJZEhuqqqqmZmZmZmIiIiIiJhIAgoiSYiyuHF8VqbONU64Jfe2DbGzM+4s/380nexc6hw6b2IpXubn4HgpTdbBbcDwNL8jCtHcrRljPtY9SyL+aWvVdwcCiYgcJOSD4Hhe4BvMEOMG8yQcQcbctxgh4w72JDjGixhCMK4o8GMhhSOIxxscIjguMARgLzGitxtTORdY0XG3ZpWnwEZdz8o",
  "base64",
);

describe("compressed bodies", () => {
  const odd = Buffer.from(
    '{ "model":"claude-sonnet-4-5" ,"max_tokens":10,"_n":9007199254740993,"messages":[{"role":"user","content":"caf\\u00e9 日本"}]}\n',
  );

  it.each([
    ["gzip", gzipSync(odd)],
    ["br", brotliCompressSync(odd)],
    ["deflate", deflateSync(odd)],
    ["gzip, br", brotliCompressSync(gzipSync(odd))],
  ])(
    "51: in %s reach the upstream expanded, byte for byte, and are not called compressed",
    async (coding, body) => {
      const response = await sendRaw(body, { "content-encoding": coding });
      expect(response.status).toBe(200);
      await response.text();
      const received = hub.upstream.requests.at(-1);
      expect(received?.body.equals(odd)).toBe(true);
      const names = received?.headers.map(([name]) => name.toLowerCase());
      expect(names).not.toContain("content-encoding");
      expect((await logs(1))[0]).toMatchObject({ outcome: "completed", model: "claude-sonnet-4-5" });
    },
  );

  it("in zstd as well", async () => {
    const response = await sendRaw(ZSTD, { "content-encoding": "zstd" });
    expect(response.status).toBe(200);
    await response.text();
    expect(hub.upstream.requests.at(-1)?.body.toString()).toMatch(/^\{"model": "claude-sonnet-4-5".*word36/);
  });

  it.each([
    ["gzip", Buffer.from("no gzip at all"), 400, "invalid_content_encoding"],
    ["zstd", ZSTD.subarray(0, -20), 400, "invalid_content_encoding"],
    ["compress", odd, 415, "unsupported_content_encoding"],
    ["gzip, gzip, gzip", odd, 415, "unsupported_content_encoding"],
  ])("43: broken or unknown %s is refused", async (coding, body, status, code) => {
    await expectRefusal(await sendRaw(body, { "content-encoding": coding }), status, code);
  });

  it("43: bombs are refused without being expanded, and give their room back", async () => {
    const zeros = gzipSync(Buffer.alloc(200 * 1024 * 1024));
    const held = hub.runtime.budget.held;
    for (const [coding, body] of [
      ["gzip", zeros],
      ["gzip, gzip", gzipSync(zeros)],
    ] as const) {
      await expectRefusal(await sendRaw(body, { "content-encoding": coding }), 413, "body_too_large");
    }
    expect(hub.runtime.budget.held).toBe(held);
  });

  it("43: JSON nested too deeply is refused", async () => {
    const deep = `{"model":"claude-x","messages":${"[".repeat(5_000)}${"]".repeat(5_000)}}`;
    await expectRefusal(await sendRaw(Buffer.from(deep), {}), 400, "invalid_json");
  });
});

describe("guards", () => {
  it("let a user's clients and models pass, and no others", async () => {
    const other = await hub.addCaller({
      name: "guarded",
      allowedClients: ["Claude-CLI"],
      allowedModels: ["CLAUDE-sonnet-4-5"],
    });
    const send = (agent: string, model: string) =>
      hub.post("/v1/messages", other.key, message({ model }), { "user-agent": agent });
    expect((await send("claude_cli/2.0.0", "claude-sonnet-4-5")).status).toBe(200);
    await expectRefusal(await send("curl/8", "claude-sonnet-4-5"), 403, "client_not_allowed");
    await expectRefusal(await send("", "claude-sonnet-4-5"), 403, "client_not_allowed");
    await expectRefusal(await send("claude-cli/2.0.0", "claude-opus-4-5"), 403, "model_not_allowed");
  });

  it("ask for an upgrade once two users have a newer version, where the setting says so", async () => {
    const [ann, bob] = [await hub.addCaller({ name: "ann" }), await hub.addCaller({ name: "bob" })];
    const send = (key: string, version: string) =>
      hub.post("/v1/messages", key, message(), { "user-agent": `claude-cli/${version} (external, cli)` });
    expect((await send(ann.key, "2.1.0")).status).toBe(200);
    await updateSettings(db(), { enableClientVersionCheck: true });
    await hub.runtime.snapshot.refresh("settings");
    for (const key of [ann.key, bob.key]) expect((await send(key, "2.1.0")).status).toBe(200);
    expect((await send(bob.key, "2.2.0-beta.1")).status).toBe(200);
    const refused = await send(caller.key, "2.0.99");
    const body = (await refused.clone().json()) as { error: object };
    expect(body.error).toMatchObject({
      current_version: "2.0.99",
      required_version: "2.1.0",
      client_type: "claude-cli",
      client_display_name: "Claude Code",
    });
    await expectRefusal(refused, 400, "client_upgrade_required");
    expect((await hub.post("/v1/messages", caller.key, message(), { "user-agent": "curl" })).status).toBe(
      200,
    );
    await updateSettings(db(), { enableClientVersionCheck: false });
    await hub.runtime.snapshot.refresh("settings");
    expect((await send(caller.key, "2.0.99")).status).toBe(200);
  });

  it.each([false, true])("answer warm-ups where the setting says so (stream: %s)", async (stream) => {
    const block = { type: "text", text: "Warmup", cache_control: { type: "ephemeral" } };
    const warmup = message({ messages: [{ role: "user", content: [block] }], stream });
    const before = hub.upstream.requests.length;
    await (await hub.post("/v1/messages", caller.key, warmup)).text();
    expect(hub.upstream.requests.length).toBe(before + 1);
    await updateSettings(db(), { interceptAnthropicWarmupRequests: true });
    await hub.runtime.snapshot.refresh("settings");
    const response = await hub.post("/v1/messages", caller.key, warmup);
    expect(response.status).toBe(200);
    expect(response.headers.get("x-cch-intercepted")).toBe("warmup");
    expect(await response.text()).toContain(stream ? "event: message_stop" : '"stop_reason":"end_turn"');
    const other = await hub.post("/v1/messages", caller.key, message());
    await other.text();
    expect(hub.upstream.requests.length).toBe(before + 2);
    const rows = await logs(2);
    expect(rows.find(({ id }) => id === response.headers.get("request-id"))).toMatchObject({
      outcome: "intercepted",
      statusCode: 200,
      blockedBy: "warmup",
      providerName: null,
      costUsd: null,
    });
    await updateSettings(db(), { interceptAnthropicWarmupRequests: false });
    await hub.runtime.snapshot.refresh("settings");
  });
});

describe("sensitive words", () => {
  const add = async (word: string, matchType: "contains" | "exact" | "regex") =>
    (await insertSensitiveWord(db(), CreateSensitiveWord.parse({ word, matchType }))).id;

  const toolResult = (text: string) =>
    message({
      messages: [
        { role: "user", content: "read it" },
        { role: "assistant", content: [{ type: "tool_use", id: "toolu_1", name: "read", input: {} }] },
        { role: "user", content: [{ type: "tool_result", tool_use_id: "toolu_1", content: text }] },
      ],
    });

  it("keep a request from being sent, wherever in it they stand, within a second of being written", async () => {
    const ids = [await add("Project Nimbus", "contains"), await add("stop now", "exact")];
    ids.push(await add("\\bAKIA[0-9A-Z]{16}\\b", "regex"));
    await expect.poll(() => hub.runtime.snapshot.current.sensitiveWords, { timeout: 1_000 }).not.toBeNull();
    await hub.runtime.snapshot.refresh("sensitiveWords");
    const before = hub.upstream.requests.length;
    const escaped = Buffer.from(
      JSON.stringify(message({ system: "the PROJECT n@mbus" })).replace("@", "\\u0069"),
    );
    const row = await expectRefusal(await sendRaw(escaped, {}), 400, "sensitive_word");
    expect(row).toMatchObject({
      blockedBy: "sensitive_word",
      blockedReason: expect.objectContaining({ word: "Project Nimbus", matchType: "contains" }),
    });
    const refused = [
      toolResult("in project nimbus we"),
      toolResult("key AKIAABCDEFGHIJKLMNOP found"),
      message({ messages: [{ role: "user", content: " Stop NOW " }] }),
      message({
        tools: [{ name: "t", description: "For Project Nimbus", input_schema: { type: "object" } }],
      }),
    ];
    for (const body of refused) {
      await expectRefusal(await hub.post("/v1/messages", caller.key, body), 400, "sensitive_word");
    }
    const counted = await hub.post("/v1/messages/count_tokens", caller.key, refused[0]);
    await expectRefusal(counted, 400, "sensitive_word");
    expect(hub.upstream.requests.length).toBe(before);
    const innocent = await hub.post("/v1/messages", caller.key, toolResult("please stop now and then"));
    expect(innocent.status).toBe(200);
    for (const id of ids) await deleteSensitiveWord(db(), id);
    await hub.runtime.snapshot.refresh("sensitiveWords");
    expect(hub.runtime.snapshot.current.sensitiveWords).toBeNull();
  });
});

describe("CORS", () => {
  it("answers preflights anywhere, without credentials and without a row", async () => {
    const count = (await logs(100)).length;
    const response = await fetch(`${hub.url}/v1/anything`, {
      method: "OPTIONS",
      headers: { origin: "https://app.example", "access-control-request-headers": "x-api-key, x-custom" },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get("access-control-allow-origin")).toBe("https://app.example");
    expect(response.headers.get("access-control-allow-headers")).toBe("x-api-key, x-custom");
    expect((await logs(100)).length).toBe(count);
  });

  it.each([200, 401])("opens replies of status %i to pages", async (status) => {
    const key = status === 200 ? caller.key : "";
    const response = await hub.post("/v1/messages", key, message(), { origin: "https://app.example" });
    await response.text();
    expect(response.status).toBe(status);
    expect(response.headers.get("access-control-allow-origin")).toBe("https://app.example");
    expect(response.headers.get("vary")).toMatch(/\bOrigin\b/);
  });
});
