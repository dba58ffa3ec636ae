import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Protocol } from "@/domain/protocol";
import { startTestHub, type TestCaller, type TestHub } from "../support/hub";
import { CLIENT_DIALECTS, type ClientDialect, converse, PAIRS, PROVIDER_DIALECTS } from "../support/pairs";

/** Clients of one protocol and providers of another, through the real hub. */

let hub: TestHub;
const providers = new Map<Protocol, number>();
const callers = new Map<Protocol, TestCaller>();

beforeAll(async () => {
  hub = await startTestHub();
  for (const protocol of Object.keys(PROVIDER_DIALECTS) as Protocol[]) {
    providers.set(protocol, await addProvider(protocol, { group_tag: protocol }));
    callers.set(protocol, await hub.addCaller({ name: protocol, providerGroup: protocol }));
  }
});
afterAll(() => hub.close());
beforeEach(() => {
  hub.upstream.reset();
  for (const id of providers.values()) hub.runtime.circuits.reset(id);
});

function addProvider(protocol: Protocol, fields: object): Promise<number> {
  const { type, model, declared } = PROVIDER_DIALECTS[protocol];
  const models = declared ? { allowed_models: [model] } : {};
  return hub.addProvider({ name: protocol, provider_type: type, ...models, ...fields });
}

interface Row {
  readonly outcome: string;
  readonly [column: string]: unknown;
}

interface Details {
  readonly log: Row;
  readonly verdicts: readonly { readonly providerName: string; readonly excludedBy: string | null }[];
  readonly attempts: readonly {
    readonly providerName: string;
    readonly result: string;
    readonly translatedTo: string | null;
    readonly rectifiedBy: string | null;
    readonly message: string | null;
    readonly losses: readonly { readonly feature: string; readonly kind: string; readonly detail: string }[];
  }[];
}

async function detailsOf(response: Response): Promise<Details> {
  await hub.runtime.ledger.flush();
  return hub.call<Details>("usage-logs/getUsageLogDetails", { id: response.headers.get("x-cch-request-id") });
}

function callerFor(protocol: Protocol): TestCaller {
  const caller = callers.get(protocol);
  if (!caller) throw new Error(`no caller for ${protocol}`);
  return caller;
}

const USAGE = { inputTokens: 1_000, cacheReadTokens: 200, outputTokens: 50, reasoningTokens: 10 };

const USE = 'use-tool:look {"path":"/tmp/ü"} use-tool:look {"path":"b"} use-tool:look {"path":"c"}';

const sent = () => {
  const request = hub.upstream.requests.at(-1);
  if (!request) throw new Error("nothing reached the upstream");
  return { ...request, json: JSON.parse(request.body.toString()) };
};

describe.each(PAIRS)("53: %s", (_name, client, protocol) => {
  const { model } = PROVIDER_DIALECTS[protocol];

  it.each([false, true])("text and usage, streamed: %s", async (isStream) => {
    hub.upstream.enqueue({ text: "日本語 🙂 done", chunks: 3, usage: USAGE });
    const answer = await converse(hub, callerFor(protocol), client, { model, text: "hello", isStream });
    expect(answer.response.status, answer.body).toBe(200);
    expect(answer).toMatchObject({ text: "日本語 🙂 done", isWhole: true, error: null });
    expect(answer.finish).toBe(client.finishes.stop);
    expect(answer.usage).toEqual({ input: 1_200, output: 50 });
    expect(hub.upstream.requests.at(-1)?.dialect).toBe(protocol);
    const { log, attempts } = await detailsOf(answer.response);
    expect(log).toMatchObject({
      ...{ outcome: "completed", model, isStream, providerName: protocol, estimated: false },
      ...{ inputTokens: 1_000, cacheReadInputTokens: 200, outputTokens: 50, unpriced: false },
    });
    expect(attempts).toMatchObject([{ result: "completed", translatedTo: protocol, rectifiedBy: null }]);
  });

  it.each([false, true])("three calls of a tool at once, streamed: %s", async (isStream) => {
    hub.upstream.enqueue({ chunks: 3 });
    const wish = { model, text: USE, isStream, hasTool: true };
    const answer = await converse(hub, callerFor(protocol), client, wish);
    expect(answer.calls, answer.body).toEqual([
      { name: "look", input: { path: "/tmp/ü" } },
      { name: "look", input: { path: "b" } },
      { name: "look", input: { path: "c" } },
    ]);
    expect(answer).toMatchObject({ finish: client.finishes.tool, isWhole: true });
  });

  it.each([false, true])("an answer cut at its limit, streamed: %s", async (isStream) => {
    hub.upstream.enqueue({ text: "half a", stopReason: "length" });
    const answer = await converse(hub, callerFor(protocol), client, { model, text: "go", isStream });
    expect(answer).toMatchObject({ text: "half a", finish: client.finishes.length });
  });

  it("errors before the answer are told in the client's dialect", async () => {
    hub.upstream.enqueue({ status: 400, error: { message: "no such parameter: frob" } });
    const answer = await converse(hub, callerFor(protocol), client, { model, text: "go", isStream: true });
    expect(answer.response.status).toBe(400);
    expect(answer.error).toContain("no such parameter: frob");
    const { log, attempts } = await detailsOf(answer.response);
    expect(log).toMatchObject({ outcome: "failed", errorCode: "upstream_rejected" });
    expect(attempts).toMatchObject([{ result: "rejected", translatedTo: protocol }]);
  });

  it("5: an answer that breaks off ends in an error of the client's dialect", async () => {
    hub.upstream.enqueue({ text: { repeat: "word ", times: 400 }, chunks: 10, truncate: "before-closing" });
    const answer = await converse(hub, callerFor(protocol), client, { model, text: "go", isStream: true });
    expect(answer.response.status).toBe(200);
    expect(answer.text).toContain("word word");
    expect(answer.error).toContain("broke off");
    expect(answer.isWhole).toBe(false);
    expect((await detailsOf(answer.response)).log).toMatchObject({
      outcome: "failed",
      errorCode: "upstream_error",
    });
  });

  it("5: an error inside the answer is told in the client's dialect", async () => {
    const errorFrame = { afterEvents: 12, message: "we are overloaded" };
    const delays = { betweenChunksMs: 5 };
    hub.upstream.enqueue({ text: { repeat: "word ", times: 400 }, chunks: 30, delays, errorFrame });
    const answer = await converse(hub, callerFor(protocol), client, { model, text: "go", isStream: true });
    expect(answer.text).toContain("word");
    expect(answer.error).toContain("we are overloaded");
    expect(answer.isWhole).toBe(false);
    expect((await detailsOf(answer.response)).log).toMatchObject({ outcome: "failed" });
  });

  it("6: a client that leaves ends the upstream, and is billed for what was seen", async () => {
    hub.upstream.enqueue({
      ...{ text: { repeat: "word ", times: 400 }, chunks: 40, delays: { betweenChunksMs: 20 } },
    });
    const leaving = new AbortController();
    const wish = { model, text: "go", isStream: true };
    const response = await fetch(hub.url + client.path(wish), {
      method: "POST",
      headers: { "content-type": "application/json", ...client.credentials(callerFor(protocol).key) },
      body: JSON.stringify(client.body(wish)),
      signal: leaving.signal,
    });
    await response.body?.getReader().read();
    leaving.abort();
    await expect.poll(() => hub.upstream.requests.at(-1)?.ended, { timeout: 20_000 }).toBe(true);
    await expect
      .poll(async () => (await detailsOf(response).catch(() => null))?.log.outcome, { timeout: 20_000 })
      .toBe("client_aborted");
  });
});

describe("losses", () => {
  it("are stored with the attempt, in both directions", async () => {
    const chat = CLIENT_DIALECTS["openai-chat"] as ClientDialect;
    const wish = {
      model: "claude-opus-4-5",
      text: "hi",
      isStream: false,
      more: { seed: 7, logit_bias: { "1": 2 } },
    };
    const answer = await converse(hub, callerFor("anthropic"), chat, wish);
    expect(answer.response.status, answer.body).toBe(200);
    const { attempts } = await detailsOf(answer.response);
    const features = attempts[0]?.losses.map(({ feature }) => feature);
    expect(features).toEqual(expect.arrayContaining(["seed", "logit-bias"]));
    const health = await hub.call<Record<string, { lossesLast24h: number }>>(
      "providers/getProvidersHealthStatus",
    );
    expect(health[String(providers.get("anthropic"))]?.lossesLast24h).toBeGreaterThanOrEqual(2);
  });
});

it("what Codex upstreams refuse is taken out of a translation, and stands in the row", async () => {
  const client = CLIENT_DIALECTS.anthropic as ClientDialect;
  const wish = { model: "o3", text: "hi", isStream: false };
  const answer = await converse(hub, callerFor("openai-responses"), client, wish);
  expect(sent().json).not.toHaveProperty("max_output_tokens");
  const { attempts } = await detailsOf(answer.response);
  const lost = { feature: "max-output-tokens", kind: "dropped" };
  expect(attempts[0]?.losses).toContainEqual(expect.objectContaining(lost));
});

describe("routing", () => {
  const anthropic = CLIENT_DIALECTS.anthropic as ClientDialect;
  const group = "mixed";
  let caller: TestCaller;
  const ids: number[] = [];

  beforeAll(async () => {
    caller = await hub.addCaller({ name: group, providerGroup: group });
    const redirect = { join_claude_pool: true, model_redirects: { "claude-*": "gpt-4.1" } };
    ids.push(await addProvider("openai-chat", { ...redirect, name: "translated", group_tag: group }));
    ids.push(await addProvider("anthropic", { name: "native", group_tag: group }));
  });
  beforeEach(() => {
    for (const id of ids) hub.runtime.circuits.reset(id);
  });

  const ask = (fields: Partial<Parameters<ClientDialect["body"]>[0]> = {}) =>
    converse(hub, caller, anthropic, {
      model: "claude-opus-4-5",
      text: `hi ${Math.random()}`,
      isStream: true,
      ...fields,
    });

  it("a provider that needs no translation goes first within a priority", async () => {
    for (let turn = 0; turn < 5; turn++) {
      await ask();
      expect(hub.upstream.requests.at(-1)?.dialect).toBe("anthropic");
    }
  });

  it("15: a native provider that fails is followed by a translated one, from the client's original", async () => {
    hub.upstream.enqueue({ status: 503 }, { text: "saved" });
    const answer = await ask();
    expect(answer).toMatchObject({ text: "saved", isWhole: true, finish: "end_turn" });
    expect(sent().json.model).toBe("gpt-4.1");
    const { log, attempts } = await detailsOf(answer.response);
    expect(log).toMatchObject({ outcome: "completed", providerName: "translated", retryCount: 1 });
    expect(attempts).toMatchObject([
      { providerName: "native", result: "upstream_error", translatedTo: null },
      { providerName: "translated", result: "completed", translatedTo: "openai-chat" },
    ]);
  });

  it("none is translated for a provider whose admin has switched it off", async () => {
    await hub.call("providers/editProvider", { providerId: ids[0], translation_enabled: false });
    hub.upstream.enqueue({ status: 503 }, { text: "saved" });
    const answer = await ask();
    expect(answer.response.status).not.toBe(200);
    const { verdicts } = await detailsOf(answer.response);
    expect(verdicts.find(({ providerName }) => providerName === "translated")?.excludedBy).toBe(
      "translation_disabled",
    );
    await hub.call("providers/editProvider", { providerId: ids[0], translation_enabled: true });
  });
});
