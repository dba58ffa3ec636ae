import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PROTOCOLS, type Protocol } from "@/domain/protocol";
import { startTestHub, type TestHub } from "../support/hub";
import { anthropicSdk } from "../support/sdks/anthropic-sdk";
import { googleSdk } from "../support/sdks/google-sdk";
import { openAiChatSdk } from "../support/sdks/openai-chat-sdk";
import { openAiResponsesSdk } from "../support/sdks/openai-responses-sdk";
import type { Question, Sdk } from "../support/sdks/sdk";
import { complaintsAbout, signatureIn, type UpstreamView, viewOf } from "../support/sdks/upstream-view";

/**
 * The official SDKs against providers of every protocol: what the SDK understood, and what reached the upstream, judged
 * by strict schemas of the real APIs.
 */

const MAKERS = {
  anthropic: anthropicSdk,
  "openai-chat": openAiChatSdk,
  "openai-responses": openAiResponsesSdk,
  gemini: googleSdk,
} as const;

interface ProviderSpec {
  readonly type: string;
  readonly model: string;
  /** One that thinks. */
  readonly thinker: string;
}

const PROVIDERS: Readonly<Record<Protocol, ProviderSpec>> = {
  anthropic: { type: "claude", model: "claude-sonnet-4-5", thinker: "claude-opus-4-5" },
  "openai-chat": { type: "openai-compatible", model: "gpt-4.1", thinker: "gpt-5" },
  "openai-responses": { type: "codex", model: "gpt-4.1", thinker: "gpt-5" },
  gemini: { type: "gemini", model: "gemini-2.5-flash", thinker: "gemini-2.5-pro" },
};

let hub: TestHub;
const keys = new Map<Protocol, string>();
const providers: number[] = [];

beforeAll(async () => {
  hub = await startTestHub();
  for (const protocol of PROTOCOLS) {
    const { type, model, thinker } = PROVIDERS[protocol];
    const models = type === "openai-compatible" ? { allowed_models: [model, thinker] } : {};
    providers.push(
      await hub.addProvider({ name: protocol, provider_type: type, group_tag: protocol, ...models }),
    );
    keys.set(protocol, (await hub.addCaller({ name: protocol, providerGroup: protocol })).key);
  }
});
afterAll(() => hub.close());
beforeEach(() => {
  hub.upstream.reset();
  for (const id of providers) hub.runtime.circuits.reset(id);
});

const CELLS = PROTOCOLS.flatMap((client) => PROTOCOLS.map((provider) => [client, provider] as const));

const USAGE = { inputTokens: 100, cacheReadTokens: 2_000, outputTokens: 50, reasoningTokens: 10 };

const PICTURE = Buffer.from("\x89PNG\r\n\x1a\n and some pixels").toString("base64");

const THREE = ["Oslo", "Rome", "Zürich"];
const useTool = (cities: readonly string[]) =>
  cities.map((city) => `use-tool:get_weather ${JSON.stringify({ city })}`).join(" ");

const SCHEMA = {
  type: "object",
  properties: { name: { type: "string" }, age: { type: "integer" } },
  required: ["name", "age"],
  additionalProperties: false,
};

describe.each(CELLS)("53: the SDK of %s × a provider of %s", (client, provider) => {
  const { model, thinker } = PROVIDERS[provider];
  let sdk: Sdk;
  beforeAll(() => {
    sdk = MAKERS[client](hub.url, keys.get(provider) ?? "");
  });

  const ask = (question: Partial<Question>) =>
    sdk.ask({ model, isStream: false, text: "hello", ...question });

  /** What reached the upstream; of a translation, that the real API would have taken it. */
  function received(at = -1): UpstreamView {
    const request = hub.upstream.requests.at(at);
    expect(request?.dialect).toBe(provider);
    const body = JSON.parse(request?.body.toString() ?? "");
    // What SDKs send to their own API passes as it is, and is theirs to answer for.
    if (client !== provider) expect(complaintsAbout(provider, body)).toEqual([]);
    return viewOf(provider, body);
  }

  it.each([false, true])("text and usage, streamed: %s", async (isStream) => {
    hub.upstream.enqueue({ text: "Bonjour 日本語 🙂", chunks: 5, usage: USAGE });
    const answer = await ask({ isStream });
    expect(answer).toMatchObject({ text: "Bonjour 日本語 🙂", calls: [], finish: "stop" });
    expect(answer.usage).toEqual({ input: 2_100, cached: 2_000, output: 50 });
    received();
  });

  it("system prompt and image", async () => {
    await ask({ system: "You are terse.", image: PICTURE, text: "what is this?" });
    expect(received()).toMatchObject({ system: "You are terse.", images: [PICTURE] });
  });

  it.each([
    ["one tool", ["Oslo"], false],
    ["one tool", ["Oslo"], true],
    ["three tools at once", THREE, false],
    ["three tools at once", THREE, true],
  ])("%s, %j, streamed: %s", async (_name, cities, isStream) => {
    hub.upstream.enqueue({ chunks: 4, interleaveToolCalls: true });
    const answer = await ask({ isStream, hasTool: true, text: useTool(cities) });
    expect(answer.calls.map(({ input }) => input)).toEqual(cities.map((city) => ({ city })));
    expect(answer.finish).toBe("tools");
    expect(received().tools).toEqual(["get_weather"]);
  });

  it.each([false, true])("a round trip of tools in two turns, streamed: %s", async (isStream) => {
    const first = await ask({ isStream, hasTool: true, text: useTool(THREE) });
    const outputs = THREE.map((city) => `sun in ${city}`);
    const history = [...first.history, ...sdk.results(first.calls, outputs)];
    const second = await ask({ isStream, hasTool: true, text: null, history });
    expect(second.text).toBe(`The tool answered: ${outputs.join("\n")}`);
    expect(received().results).toEqual(outputs);
    const third = await ask({ isStream, hasTool: true, text: useTool(["Bern"]), history: second.history });
    const later = [...third.history, ...sdk.results(third.calls, ["rain"])];
    const fourth = await ask({ isStream, hasTool: true, text: null, history: later });
    expect(fourth.text).toBe("The tool answered: rain");
    expect(received().results).toEqual([...outputs, "rain"]);
  });

  it.each([false, true])("thinking, and its signature on the way back, streamed: %s", async (isStream) => {
    hub.upstream.enqueue({
      text: "",
      thinking: "Two cities.",
      toolCalls: [{ name: "get_weather", input: { city: "Oslo" } }],
    });
    const asked = { isStream, hasTool: true, model: thinker, thinkingBudget: 4_000 };
    const answer = await ask({ ...asked, text: "hm" });
    expect(answer.reasoning).toBe("Two cities.");
    expect(received().thinks).toBe(true);
    const history = [...answer.history, ...sdk.results(answer.calls, ["snow"])];
    const { text } = await ask({ ...asked, text: null, history });
    expect(text).toBe("The tool answered: snow");
    const opaque = received().opaque;
    const made = signatureIn(hub.upstream.requests[0]?.responseBody.toString() ?? "");
    expect(made).not.toBeNull();
    if (provider !== "openai-chat" && canCarry(client)) expect(opaque).toEqual([made]);
    else expect(opaque.join()).not.toContain("cch1.");
  });

  it("stop sequence and output limit", async () => {
    hub.upstream.enqueue({ text: "half a", stopReason: "length" });
    const answer = await ask({ maxTokens: 300, ...(sdk.hasStopSequences && { stop: "END" }) });
    expect(answer).toMatchObject({ text: "half a", finish: "length" });
    const { stops, maxTokens } = received();
    // Upstreams that serve Codex refuse a limit: of a translation it is taken out, and stands in the row as lost.
    const isTakenOut = provider === "openai-responses" && client !== provider;
    expect(maxTokens).toBe(isTakenOut ? undefined : 300);
    // Responses has no such thing: it is a loss there, and stands in the row.
    if (sdk.hasStopSequences && provider !== "openai-responses") expect(stops).toEqual(["END"]);
  });

  it("structured output", async () => {
    const answer = await ask({ schema: SCHEMA });
    expect(Object.keys(JSON.parse(answer.text)).sort()).toEqual(["age", "name"]);
    expect(received().schema).toMatchObject({ type: "object", required: ["name", "age"] });
  });

  it.each([
    [400, 400],
    [429, 429],
    [500, 502],
  ])("an error of status %i", async (status, seen) => {
    for (const isStream of [false, true]) {
      hub.upstream.enqueue({ status, error: { message: "no such thing" } });
      const error = await ask({ isStream }).catch((reason: unknown) => reason);
      const understood = sdk.understand(error);
      expect(understood?.status).toBe(seen);
      expect(understood?.message).toContain("no such thing");
      for (const id of providers) hub.runtime.circuits.reset(id);
    }
  });

  it("a stream that breaks off", async () => {
    hub.upstream.enqueue({ text: { repeat: "word ", times: 300 }, chunks: 10, truncate: "before-closing" });
    await expect(ask({ isStream: true })).rejects.toThrow(/broke off/);
  });
});

/** Whether an SDK's user sends back what a vendor wants back: Chat Completions' SDK drops what it does not know. */
function canCarry(client: Protocol): boolean {
  return client !== "openai-chat";
}
