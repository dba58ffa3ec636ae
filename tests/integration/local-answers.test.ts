import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestHub, type TestCaller, type TestHub } from "../support/hub";

/** What the hub answers by itself: lists of models, refusals of paths and protocols. One row each. */

let hub: TestHub;
let caller: TestCaller;

beforeAll(async () => {
  hub = await startTestHub();
  const alone = { translation_enabled: false };
  await hub.addProvider({ ...alone, name: "claude", model_redirects: { "claude-mine": "claude-opus-4-5" } });
  await hub.addProvider({
    ...{ ...alone, name: "codex", provider_type: "codex" },
    model_redirects: { fast: "gpt-5-mini" },
  });
  await hub.addProvider({
    ...{ ...alone, name: "openai", provider_type: "openai-compatible" },
    allowed_models: ["vendor/model", "deepseek-*"],
  });
  await hub.addProvider({
    ...{ ...alone, name: "gemini", provider_type: "gemini" },
    model_redirects: { quick: "gemini-2.5-flash" },
  });
  await hub.addProvider({
    name: "off",
    is_enabled: false,
    model_redirects: { "claude-off": "claude-opus-4-5" },
  });
  await hub.addProvider({ name: "other", group_tag: "other", model_redirects: { "claude-other": "x" } });
  caller = await hub.addCaller();
});
afterAll(() => hub.close());

async function rowOf(id: string | null): Promise<Record<string, unknown> | undefined> {
  await hub.runtime.ledger.flush();
  const { logs } = await hub.call<{ logs: Record<string, unknown>[] }>("usage-logs/getUsageLogsBatch", {
    limit: 20,
  });
  const rows = logs.filter((log) => log.id === id);
  expect(rows).toHaveLength(1);
  return rows[0];
}

const idOf = (response: Response) => response.headers.get("x-cch-request-id");

const get = (path: string, headers: Record<string, string>) => fetch(hub.url + path, { headers });

const anthropic = () => ({ "x-api-key": caller.key, "anthropic-version": "2023-06-01" });
const openAi = () => ({ authorization: `Bearer ${caller.key}` });
const google = () => ({ "x-goog-api-key": caller.key });

interface Lists {
  readonly data?: readonly { readonly id: string; readonly object?: string; readonly type?: string }[];
  readonly models?: readonly { readonly name: string; readonly supportedGenerationMethods: string[] }[];
}

async function list(path: string, headers: Record<string, string>) {
  const response = await get(path, headers);
  expect(response.status).toBe(200);
  const body = (await response.json()) as Lists;
  const names = body.data?.map(({ id }) => id) ?? body.models?.map(({ name }) => name) ?? [];
  return { response, body, names };
}

describe("a list of models", () => {
  it("in Anthropic's shape has what Claude providers reach, aliases included", async () => {
    const { response, body, names } = await list("/v1/models", anthropic());
    expect(names).toEqual(expect.arrayContaining(["claude-mine", "claude-sonnet-4-5"]));
    for (const name of ["claude-off", "claude-other", "fast", "quick"]) expect(names).not.toContain(name);
    expect(body).toMatchObject({ has_more: false, first_id: names[0], last_id: names.at(-1) });
    expect(body.data?.[0]?.type).toBe("model");
    expect(await rowOf(idOf(response))).toMatchObject({
      outcome: "intercepted",
      statusCode: 200,
      endpoint: "/v1/models",
      userName: "someone",
      costUsd: null,
      unpriced: false,
    });
  });

  it("in OpenAI's shape has the models of both its dialects", async () => {
    const { body, names } = await list("/v1/models", openAi());
    expect(names).toEqual(expect.arrayContaining(["fast", "gpt-5", "vendor/model"]));
    expect(names).not.toContain("claude-mine");
    expect(names.filter((name) => name.includes("*"))).toEqual([]);
    expect(body).toMatchObject({ object: "list" });
    expect(body.data?.[0]?.object).toBe("model");
  });

  it.each([
    ["/v1/responses/models", "fast", "vendor/model"],
    ["/v1/chat/models", "vendor/model", "fast"],
    ["/v1/chat/completions/models", "vendor/model", "fast"],
    ["/v1/models?api_type=codex", "fast", "vendor/model"],
  ])("at %s has one of them", async (path, included, excluded) => {
    const { names } = await list(path, openAi());
    expect(names).toContain(included);
    expect(names).not.toContain(excluded);
  });

  it.each([
    ["/v1beta/models", google],
    ["/v1/models", google],
    ["/v1beta/models?pageSize=50", openAi],
  ])("in Gemini's shape is at %s", async (path, headers) => {
    const { body, names } = await list(path, headers());
    expect(names).toEqual(expect.arrayContaining(["models/quick", "models/gemini-2.5-pro"]));
    expect(body.models?.[0]?.supportedGenerationMethods).toContain("generateContent");
  });

  it("is at ?key= as well", async () => {
    const { names } = await list(`/v1beta/models?key=${caller.key}`, {});
    expect(names).toContain("models/quick");
  });

  it("has what translation reaches as well, but nothing that only an empty list of another dialect would allow", async () => {
    const group_tag = "translating";
    const types = { claude: "claude", codex: "codex", gemini: "gemini", open: "openai-compatible" };
    for (const [name, type] of Object.entries(types)) {
      await hub.addProvider({
        name: `${name}-2`,
        provider_type: type,
        group_tag,
        model_redirects: { [name]: "x" },
      });
    }
    const { key } = await hub.addCaller({ name: "translating", providerGroup: group_tag });
    for (const path of ["/v1/models", "/v1/responses/models", "/v1beta/models"]) {
      const { names } = await list(path, { authorization: `Bearer ${key}` });
      const plain = names.map((name) => name.replace("models/", ""));
      const reached = ["claude", "codex", "gemini", "open", "claude-sonnet-4-5", "gpt-5", "gemini-2.5-pro"];
      expect(plain).toEqual(expect.arrayContaining(reached));
    }
  });

  it("has only what the user may use", async () => {
    const limited = await hub.addCaller({ name: "limited", allowedModels: ["claude-mine", "fast"] });
    const { names } = await list("/v1/models", { ...anthropic(), "x-api-key": limited.key });
    expect(names).toEqual(["claude-mine"]);
  });

  it.each([
    ["/v1/models/claude-mine", anthropic, { type: "model", id: "claude-mine" }],
    ["/v1/models/vendor%2Fmodel", openAi, { object: "model", id: "vendor/model" }],
    ["/v1/models/vendor/model", openAi, { object: "model", id: "vendor/model" }],
    ["/v1beta/models/quick", google, { name: "models/quick" }],
  ])("has one model at %s", async (path, headers, expected) => {
    const response = await get(path, headers());
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject(expected);
  });

  it.each([
    ["/v1/models/claude-other", anthropic, { type: "error", error: { code: "model_not_found" } }],
    ["/v1/models/none", openAi, { error: { code: "model_not_found", type: "not_found_error" } }],
    [
      "/v1beta/models/none",
      google,
      { error: { code: 404, status: "NOT_FOUND", details: [{ reason: "model_not_found" }] } },
    ],
  ])("refuses %s in its dialect, with one row", async (path, headers, expected) => {
    const response = await get(path, headers());
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject(expected);
    expect(await rowOf(idOf(response))).toMatchObject({
      outcome: "refused",
      errorCode: "model_not_found",
      userName: "someone",
    });
  });

  it.each([
    ["/v1/models", { "x-api-key": "sk-x", "anthropic-version": "1" }, "authentication_error"],
    ["/v1/models", { authorization: "Bearer sk-x" }, "authentication_error"],
    ["/v1beta/models", { "x-goog-api-key": "sk-x" }, undefined],
  ])("is refused to strangers at %s in their dialect, with one row", async (path, headers, type) => {
    const response = await get(path, headers as Record<string, string>);
    expect(response.status).toBe(401);
    const { error } = (await response.json()) as { error: { type?: string } };
    expect(error.type).toBe(type);
    expect(await rowOf(idOf(response))).toMatchObject({ outcome: "refused", errorCode: "unknown_key" });
  });
});

it("refuses a path that is nobody's, with one row", async () => {
  const response = await fetch(`${hub.url}/v1`, { method: "POST" });
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ error: { code: "route_not_found" } });
  expect(await rowOf(idOf(response))).toMatchObject({ outcome: "refused", errorCode: "route_not_found" });
});

it("refuses a WebSocket on /v1/responses at once with 426, and with one row", async () => {
  const startedAt = performance.now();
  const answer = await handshake();
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  expect(answer).toMatch(/^HTTP\/1\.1 426 /);
  expect(answer).toContain('"code":"websocket_unsupported"');
  const id = /x-cch-request-id: (\S+)/.exec(answer)?.[1] ?? null;
  expect(await rowOf(id)).toMatchObject({ outcome: "refused", statusCode: 426, endpoint: "/v1/responses" });
});

/** As a WebSocket client opens one (RFC 6455 §4.1), over a socket, because HTTP clients keep the header to themselves. */
function handshake(): Promise<string> {
  const { port, host } = new URL(hub.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), "127.0.0.1");
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk;
      if (text.includes("}}")) socket.destroy();
    });
    socket.on("close", () => resolve(text));
    socket.on("error", reject);
    socket.write(
      [
        ...["GET /v1/responses HTTP/1.1", `Host: ${host}`, "Connection: Upgrade", "Upgrade: websocket"],
        ...["Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="],
        ...[`Authorization: Bearer ${caller.key}`, "", ""],
      ].join("\r\n"),
    );
  });
}
