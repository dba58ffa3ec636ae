import { createHash } from "node:crypto";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Script, scriptHeader } from "../../dev/fake-upstream";
import { ask, DIALECT_CALLS, type DialectCall } from "../support/dialects";
import { startTestHub, type TestCaller, type TestHub } from "../support/hub";

/** OpenAI's two dialects and Gemini, the same in and out: their walk, their bytes, their errors. */

let hub: TestHub;
let caller: TestCaller;
const providers = new Map<string, number>();

beforeAll(async () => {
  hub = await startTestHub();
  for (const type of new Set(DIALECT_CALLS.map(({ providerType }) => providerType))) {
    const id = await hub.addProvider({
      name: type,
      provider_type: type,
      cost_multiplier: 1.5,
      group_tag: type,
    });
    providers.set(type, id);
  }
  caller = await hub.addCaller({ providerGroup: "*" });
});
afterAll(() => hub.close());

/** A caller who reaches the providers of one type. */
const callers = new Map<string, Promise<TestCaller>>();
function callerFor({ providerType }: DialectCall): Promise<TestCaller> {
  const known =
    callers.get(providerType) ?? hub.addCaller({ name: providerType, providerGroup: providerType });
  callers.set(providerType, known);
  return known;
}

async function rowOf(response: Response): Promise<Record<string, unknown> | undefined> {
  const id = response.headers.get("x-cch-request-id");
  await hub.runtime.ledger.flush();
  const { logs } = await hub.call<{ logs: Record<string, unknown>[] }>("usage-logs/getUsageLogsBatch", {
    limit: 20,
  });
  const rows = logs.filter((log) => log.id === id);
  expect(rows).toHaveLength(1);
  return rows[0];
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

const CASES = DIALECT_CALLS.map((call) => [call.name, call] as const);

const USAGE = {
  inputTokens: 1_000,
  cacheReadTokens: 20_000,
  cacheWrite5mTokens: 300,
  outputTokens: 50,
  reasoningTokens: 10,
};

/** (1000 × 2 + 20000 × 0.5 + 300 × 2.5 + 50 × 8) / 1e6 × 1.5; Gemini: (1300 × 0.3 + 20000 × 0.03 + 50 × 2.5) / 1e6 × 1.5 */
const COSTS: Readonly<Record<string, string>> = {
  "gpt-4.1": "0.019725000000000",
  o3: "0.019725000000000",
  "gemini-2.5-flash": "0.001672500000000",
};

describe.each(CASES)("%s", (_name, call) => {
  it("26: is priced by what the provider reported, and logged once", async () => {
    hub.upstream.enqueue({ usage: USAGE, text: "well", thinking: "hm" });
    const response = await ask(hub, await callerFor(call), call);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("well");
    const isGemini = call.model.startsWith("gemini");
    expect(await rowOf(response)).toMatchObject({
      outcome: "completed",
      statusCode: 200,
      endpoint: call.path.replace(/\?.*/, ""),
      model: call.model,
      isStream: call.isStream,
      inputTokens: isGemini ? 1_300 : 1_000,
      cacheReadInputTokens: 20_000,
      cacheCreation5mInputTokens: isGemini ? 0 : 300,
      outputTokens: 50,
      totalTokens: 21_350,
      costUsd: COSTS[call.model],
      unpriced: false,
      estimated: false,
      messagesCount: 1,
      providerName: call.providerType,
    });
  });

  it.each([1, 2, 7, 64, 65_536])("51: passes byte for byte in pieces of %i", async (pieceBytes) => {
    const { body, received, sent } = await exchange(call, pieceBytes);
    expect(sha256(sent.body)).toBe(sha256(body));
    expect(sha256(received)).toBe(sha256(sent.responseBody));
    expect(sent.url).toBe(call.path);
    expect(received.length).toBeGreaterThan(200);
  });

  it("42: shows the upstream the provider's credential and none of the client's", async () => {
    const { key } = await callerFor(call);
    const response = await ask(hub, { key }, call, { "x-copy": `Bearer ${key}` });
    await response.text();
    const headers = JSON.stringify(hub.upstream.requests.at(-1)?.headers);
    expect(headers).toContain("sk-upstream-secret");
    expect(headers).not.toContain(key);
  });

  it("fails over before the client sees a byte, for an error inside a 200 too", async () => {
    const id = await hub.addProvider({
      name: "second",
      provider_type: call.providerType,
      group_tag: call.providerType,
      priority: 1,
    });
    for (const script of [
      { status: 503 },
      { errorFrame: {} },
      { body: "html" as const },
      { body: "empty" as const },
    ]) {
      hub.upstream.enqueue(script, { text: "saved" });
      const response = await ask(hub, await callerFor(call), call);
      expect(response.status).toBe(200);
      expect(await response.text()).toContain("saved");
      expect(await rowOf(response)).toMatchObject({ providerName: "second", retryCount: 1 });
      hub.runtime.circuits.reset(providers.get(call.providerType) ?? 0);
    }
    await hub.call("providers/removeProvider", { providerId: id });
  });

  it("5: tells the client when the answer breaks off, and bills what was seen", async () => {
    if (!call.isStream) return;
    hub.upstream.enqueue({
      text: { repeat: "word ", times: 400 },
      chunks: 10,
      truncate: "before-closing",
    });
    const response = await ask(hub, await callerFor(call), call);
    const text = await response.text();
    expect(text).toContain("broke off");
    expect(text).not.toContain("[DONE]");
    if (!call.path.includes("alt=sse") && call.providerType === "gemini") {
      const elements = JSON.parse(text) as { error?: { code: number } }[];
      expect(elements.at(-1)?.error?.code).toBe(502);
    }
    const row = await rowOf(response);
    expect(row).toMatchObject({ outcome: "failed", errorCode: "upstream_error", estimated: true });
    expect(row?.outputTokens).toBeGreaterThan(400);
    hub.runtime.circuits.reset(providers.get(call.providerType) ?? 0);
  });

  it("tells errors in the dialect's own shape, with code and request id", async () => {
    const response = await ask(hub, { key: "sk-nobody" }, call);
    expect(response.status).toBe(401);
    const id = response.headers.get("x-cch-request-id");
    const body = await response.json();
    expect(body).toMatchObject(
      call.providerType.startsWith("gemini")
        ? {
            error: {
              code: 401,
              status: "UNAUTHENTICATED",
              details: [{ reason: "unknown_key", metadata: { request_id: id } }],
            },
          }
        : { error: { type: "authentication_error", code: "unknown_key", param: null, request_id: id } },
    );
    expect(await rowOf(response)).toMatchObject({ outcome: "refused", errorCode: "unknown_key" });
  });

  it("passes an upstream's rejection on in its own words", async () => {
    hub.upstream.enqueue({ status: 400, error: { message: "no such parameter: frob" } });
    const response = await ask(hub, await callerFor(call), call);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: { message: string } }).error.message).toBe(
      "no such parameter: frob",
    );
  });

  it("changes only the model where a redirect applies, and matches redirects by the client's name", async () => {
    const group = `redirecting ${call.name}`.replaceAll(",", "");
    const id = await hub.addProvider({
      ...{ name: group, provider_type: call.providerType, group_tag: group },
      model_redirects: { [call.model]: "other/model" },
    });
    const redirected = await hub.addCaller({ name: group, providerGroup: group });
    const response = await ask(hub, redirected, call);
    await response.text();
    expect(response.status).toBe(200);
    const sent = hub.upstream.requests.at(-1);
    const swap = (text: string) => text.replace(`"${call.model}"`, '"other/model"');
    expect(sent?.url).toBe(call.path.replace(`/${call.model}:`, "/other%2Fmodel:"));
    const text = /hello \d+/.exec(sent?.body.toString() ?? "")?.[0] ?? "";
    expect(sent?.body.toString()).toBe(swap(JSON.stringify(call.body(text))));
    expect(await rowOf(response)).toMatchObject({ originalModel: call.model, model: "other/model" });
    await hub.call("providers/removeProvider", { providerId: id });
  });
});

/** Sends odd bytes in pieces, has the answer sent in pieces, and gathers raw bytes. */
async function exchange(call: DialectCall, pieceBytes: number) {
  const { key } = await callerFor(call);
  const plain = JSON.stringify(call.body(`🙂 ${Math.random()}`));
  // No serialiser writes this: spaces, escapes, numbers beyond 2^53, unknown and underscored fields.
  const odd = ` {"_meta":{"_id":9007199254740993},\t"x" : 1.0e+2,"esc":"caf\\u00e9 \\/ \\ud83d\\ude42",${plain.slice(1)}\r\n`;
  const body = Buffer.from(odd);
  const script: Partial<Script> = {
    text: "日本語 🙂 é \u2028 done",
    thinking: "hmm 思考",
    toolCalls: [{ name: "look", input: { path: "/tmp/ü" } }],
    chunkBytes: pieceBytes,
  };
  const received = await send(call, key, body, pieceBytes, scriptHeader(script));
  const sent = hub.upstream.requests.at(-1);
  if (!sent) throw new Error("nothing reached the upstream");
  return { body, received, sent };
}

function send(
  call: DialectCall,
  key: string,
  body: Buffer,
  pieceBytes: number,
  script: string,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...{ "content-type": "application/json", "content-length": body.length, "x-fake-script": script },
      ...call.credentials(key),
    };
    const outgoing = request(hub.url + call.path, { method: "POST", headers }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () => resolve(Buffer.concat(chunks)));
      incoming.on("error", reject);
    });
    outgoing.on("error", reject);
    for (let at = 0; at < body.length; at += pieceBytes) outgoing.write(body.subarray(at, at + pieceBytes));
    outgoing.end();
  });
}

describe("a client of Chat Completions that did not ask for usage", () => {
  const call = DIALECT_CALLS[1] as DialectCall;
  const silent = {
    ...call,
    body: (content: string) => ({ model: "gpt-4.1", stream: true, messages: [{ role: "user", content }] }),
  };

  it("2: gets the upstream's bytes less the chunk that tells the usage, and is billed by that", async () => {
    for (const chunkBytes of [1, 7, 65_536]) {
      hub.upstream.enqueue({ usage: USAGE, text: "日本語 🙂 well", chunkBytes });
      const response = await ask(hub, await callerFor(call), silent);
      const received = await response.text();
      const sent = hub.upstream.requests.at(-1);
      expect(sent?.body.toString()).toMatch(/\],"stream_options":\{"include_usage":true\}\}$/);
      const events = (sent?.responseBody.toString() ?? "").split(/(?<=\n\n)/);
      const usageChunks = events.filter((event) => event.includes('"choices":[]'));
      expect(usageChunks).toHaveLength(1);
      expect(received).toBe(events.filter((event) => !usageChunks.includes(event)).join(""));
      expect(await rowOf(response)).toMatchObject({
        outcome: "completed",
        costUsd: COSTS["gpt-4.1"],
        estimated: false,
      });
    }
  });

  it("is served by a provider that does not know the question, and billed by an estimate", async () => {
    const complaint = { status: 400, error: { message: "Unrecognized request argument: stream_options" } };
    const group = "strict";
    const id = await hub.addProvider({ name: group, provider_type: "openai-compatible", group_tag: group });
    const strict = await hub.addCaller({ name: group, providerGroup: group });
    hub.upstream.enqueue(complaint, { text: "word ".repeat(400) });
    const response = await ask(hub, strict, silent);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("[DONE]");
    const row = await rowOf(response);
    expect(row).toMatchObject({ outcome: "completed", estimated: true, retryCount: 1, outputTokens: 500 });
    // It is not asked again.
    await (await ask(hub, strict, silent)).text();
    expect(hub.upstream.requests.at(-1)?.body.toString()).not.toContain("stream_options");
    await hub.call("providers/removeProvider", { providerId: id });
  });
});

describe("Gemini's API and Code Assist", () => {
  const named = (name: string) => DIALECT_CALLS.find((call) => call.name === name) as DialectCall;

  it.each([
    ["gemini, in one piece", "gemini-cli", "/v1internal:generateContent"],
    ["gemini, server-sent events", "gemini-cli", "/v1internal:streamGenerateContent?alt=sse"],
    ["gemini, a growing array", "gemini-cli", "/v1internal:streamGenerateContent"],
    ["gemini-cli, in one piece", "gemini", "/v1beta/models/gemini-2.5-flash:generateContent"],
    [
      "gemini-cli, server-sent events",
      "gemini",
      "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
    ],
  ])("55: %s is served by a provider of type %s", async (name, providerType, url) => {
    const call = named(name);
    const other = await callerFor({ ...call, providerType });
    for (const chunkBytes of [1, 65_536]) {
      hub.upstream.enqueue({ text: "日本語 well", usage: USAGE, chunkBytes });
      const response = await ask(hub, other, call);
      const text = await response.text();
      const sent = hub.upstream.requests.at(-1);
      expect(sent?.url).toBe(url);
      const mine = await (await ask(hub, await callerFor(call), call)).text();
      expect(shapeOf(text)).toEqual(shapeOf(mine));
      expect(text).toContain("日本語");
      expect(await rowOf(response)).toMatchObject({ outcome: "completed", costUsd: COSTS[call.model] });
    }
  });

  /** Member names at the top of every element: what tells an envelope from none. */
  function shapeOf(text: string): string[] {
    const documents = text.startsWith("data:")
      ? text
          .split(/\r?\n\r?\n/)
          .filter(Boolean)
          .map((event) => JSON.parse(event.slice(5)))
      : [JSON.parse(text)].flat();
    return [...new Set(documents.flatMap((value: object) => Object.keys(value)))].filter(
      (key) => key !== "traceId",
    );
  }

  it("counts tokens where either is asked", async () => {
    const path = "/v1beta/models/gemini-2.5-flash:countTokens";
    for (const providerType of ["gemini", "gemini-cli"]) {
      const call = { ...named("gemini, in one piece"), path, providerType };
      const response = await ask(hub, await callerFor(call), call);
      expect(await response.json()).toHaveProperty("totalTokens");
      expect(await rowOf(response)).toMatchObject({ outcome: "completed", costUsd: null, unpriced: false });
    }
  });
});

describe("22: sessions", () => {
  it("of Codex are named by its headers and by its cache key", async () => {
    const call = DIALECT_CALLS[2] as DialectCall;
    const codex = await callerFor(call);
    const byHeader = await ask(hub, codex, call, { "session-id": "codex-1" });
    expect(await rowOf(byHeader)).toMatchObject({ sessionId: "codex-1", requestSequence: 1 });
    const keyed = { ...call, body: (text: string) => ({ ...call.body(text), prompt_cache_key: "codex-1" }) };
    expect(await rowOf(await ask(hub, codex, keyed))).toMatchObject({
      sessionId: "codex-1",
      requestSequence: 2,
    });
  });

  it("21: without a name are told by how they begin, and apart for every key", async () => {
    const call = DIALECT_CALLS.find(({ name }) => name === "gemini, in one piece") as DialectCall;
    const turns = (count: number) => ({
      ...call,
      body: () => ({
        systemInstruction: { parts: [{ text: "be kind" }] },
        contents: ["user", "model", "user"]
          .slice(0, count)
          .map((role) => ({ role, parts: [{ text: role }] })),
      }),
    });
    const gemini = await callerFor(call);
    const first = await rowOf(await ask(hub, gemini, turns(1)));
    const later = await rowOf(await ask(hub, gemini, turns(3)));
    const foreign = await rowOf(await ask(hub, caller, turns(1)));
    expect(first?.sessionId).toMatch(/^sess_[0-9a-f]{32}$/);
    expect(later).toMatchObject({ sessionId: first?.sessionId, requestSequence: 2 });
    expect(foreign?.sessionId).not.toBe(first?.sessionId);
  });
});
