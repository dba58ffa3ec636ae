import {
  ApiError,
  type Content,
  createPartFromBase64,
  createPartFromFunctionResponse,
  FunctionCallingConfigMode,
  type GenerateContentResponse,
  GoogleGenAI,
  type Part,
  Type,
} from "@google/genai";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestHub, type TestCaller, type TestHub } from "../support/hub";
import { type Ledgers, ledgersOf } from "../support/ledgers";
import { PICTURE } from "../support/picture";

/** Google's SDK, pointed at the hub as its users point it. It does not retry unless it is told to. */

let hub: TestHub;
let caller: TestCaller;
let client: GoogleGenAI;
let provider: number;
let ledgers: Ledgers;

beforeAll(async () => {
  hub = await startTestHub();
  provider = await hub.addProvider({ provider_type: "gemini" });
  caller = await hub.addCaller();
  client = sdk(caller.key);
  ledgers = ledgersOf(hub);
});
afterAll(() => hub.close());
beforeEach(async () => {
  await ledgers.restart();
  // A provider that was out of quota in one test would rest through the next.
  hub.runtime.circuits.reset(provider);
});

function sdk(apiKey: string): GoogleGenAI {
  return new GoogleGenAI({ apiKey, httpOptions: { baseUrl: hub.url } });
}

const request = { model: "gemini-2.5-flash", contents: "hello" };

const tools = [
  {
    functionDeclarations: [
      {
        name: "get_weather",
        description: "Weather of a city",
        parameters: { type: Type.OBJECT, properties: { city: { type: Type.STRING } } },
      },
    ],
  },
];

const USAGE = { inputTokens: 100, cacheReadTokens: 2_000, outputTokens: 50, reasoningTokens: 10 };

const WIRE_USAGE = {
  promptTokenCount: 2_100,
  cachedContentTokenCount: 2_000,
  candidatesTokenCount: 40,
  thoughtsTokenCount: 10,
  totalTokenCount: 2_150,
};

/** A stream's chunks. */
async function chunksOf(asked: Parameters<typeof client.models.generateContentStream>[0]) {
  const chunks: GenerateContentResponse[] = [];
  for await (const chunk of await client.models.generateContentStream(asked)) chunks.push(chunk);
  return chunks;
}

const partsOf = (responses: readonly GenerateContentResponse[]): Part[] =>
  responses.flatMap(({ candidates }) => candidates?.[0]?.content?.parts ?? []);

const thoughtsOf = (parts: readonly Part[]) =>
  parts.map(({ text, thought }) => (thought ? text : "")).join("");

describe("content", () => {
  afterEach(async () => {
    const lines = ledgers.ofUpstream();
    expect(lines.length).toBeGreaterThan(0);
    expect(await ledgers.ofHub()).toEqual(lines);
  });

  it("53: comes in one piece, with thoughts and usage", async () => {
    hub.upstream.enqueue({ text: "Bonjour", thinking: "in French, then", usage: USAGE });
    const response = await client.models.generateContent({
      ...request,
      config: { thinkingConfig: { includeThoughts: true, thinkingBudget: 128 } },
    });
    expect(response.text).toBe("Bonjour");
    expect(response.candidates?.[0]?.finishReason).toBe("STOP");
    expect(response.usageMetadata).toMatchObject(WIRE_USAGE);
    const parts = partsOf([response]);
    expect(thoughtsOf(parts)).toBe("in French, then");
    expect(parts.at(-1)?.thoughtSignature).toMatch(/^Cq/);
  });

  it("53: comes as a stream, with thoughts and usage", async () => {
    hub.upstream.enqueue({ text: "One two three", thinking: "let me count", chunks: 6, usage: USAGE });
    const chunks = await chunksOf(request);
    expect(chunks.map(({ text }) => text ?? "").join("")).toBe("One two three");
    const parts = partsOf(chunks);
    expect(thoughtsOf(parts)).toBe("let me count");
    expect(parts.filter(({ thoughtSignature }) => thoughtSignature)).toHaveLength(1);
    expect(chunks.at(-1)?.usageMetadata).toMatchObject(WIRE_USAGE);
    expect(chunks.at(-1)?.candidates?.[0]?.finishReason).toBe("STOP");
  });

  it.each([
    ["with ids", ["call-1", "call-2"]],
    ["without", [undefined, undefined]],
  ])("53: calls several tools, %s", async (_name, ids) => {
    const toolCalls = ["Paris", "Zürich"].map((city, index) => ({
      ...{ name: "get_weather", input: { city } },
      ...(ids[index] && { id: ids[index] }),
    }));
    const script = { text: "", thinking: "two cities", toolCalls };
    hub.upstream.enqueue(script, script);
    const config = {
      tools,
      toolConfig: { functionCallingConfig: { mode: FunctionCallingConfigMode.ANY } },
    };
    const whole = await client.models.generateContent({ ...request, config });
    const streamed = await chunksOf({ ...request, config });
    for (const responses of [[whole], streamed]) {
      const calls = responses.flatMap(({ functionCalls }) => functionCalls ?? []);
      expect(calls.map(({ args }) => args)).toEqual([{ city: "Paris" }, { city: "Zürich" }]);
      expect(calls.map(({ id }) => id)).toEqual(ids);
      expect(partsOf(responses).filter(({ thoughtSignature }) => thoughtSignature)).toHaveLength(1);
    }
  });

  it("53: goes through a round trip of two tools that carries the signature along", async () => {
    const text = 'use-tool:get_weather {"city":"Oslo"} use-tool:get_weather {"city":"Rome"}';
    const question: Content = { role: "user", parts: [{ text }] };
    hub.upstream.enqueue({ thinking: "two cities" });
    const first = await client.models.generateContent({
      ...request,
      contents: [question],
      config: { tools },
    });
    const results = ["snow, -3 °C", "sun, 21 °C"].map((output, index) =>
      createPartFromFunctionResponse(`call-${index}`, "get_weather", { output }),
    );
    const said = first.candidates?.[0]?.content ?? {};
    const contents = [question, said, { role: "user", parts: results }];
    const second = await chunksOf({ ...request, contents, config: { tools } });
    expect(second.map((chunk) => chunk.text ?? "").join("")).toContain("snow, -3 °C\nsun, 21 °C");
    const sent = JSON.parse(hub.upstream.requests[1]?.body.toString() ?? "");
    expect(sent.contents[1]).toEqual(said);
    expect(JSON.stringify(said)).toContain("thoughtSignature");
  });

  it("53: comes from images", async () => {
    const picture = createPartFromBase64(PICTURE.base64, PICTURE.mediaType);
    const contents = [{ role: "user", parts: [{ text: "what is this?" }, picture] }];
    await client.models.generateContent({ ...request, contents });
    await chunksOf({ ...request, contents });
    for (const { body } of hub.upstream.requests)
      expect(JSON.parse(body.toString()).contents).toEqual(contents);
    expect(hub.upstream.requests).toHaveLength(2);
  });

  it.each([
    ["length", "MAX_TOKENS"],
    ["filter", "SAFETY"],
  ])("53: stops for a reason: %s", async (stopReason, expected) => {
    const script = { text: "half a", stopReason };
    hub.upstream.enqueue(script, script);
    const whole = await client.models.generateContent(request);
    const chunks = await chunksOf(request);
    expect(whole.candidates?.[0]?.finishReason).toBe(expected);
    expect(chunks.at(-1)?.candidates?.[0]?.finishReason).toBe(expected);
  });

  it("53: comes in a chat of several turns", async () => {
    const chat = client.chats.create({ model: request.model });
    hub.upstream.enqueue({ text: "one" }, { text: "two" });
    expect((await chat.sendMessage({ message: "count" })).text).toBe("one");
    const texts: string[] = [];
    for await (const { text } of await chat.sendMessageStream({ message: "on" })) texts.push(text ?? "");
    expect(texts.join("")).toBe("two");
    expect(chat.getHistory(true).filter(({ role }) => role === "model").length).toBeGreaterThan(1);
  });
});

it("53: tokens are counted, for free", async () => {
  const { totalTokens } = await client.models.countTokens(request);
  expect(totalTokens).toBeGreaterThan(0);
  expect(await ledgers.ofHub()).toEqual([]);
});

it("53: models are listed, page by page and one by one", async () => {
  const names: (string | undefined)[] = [];
  for await (const { name } of await client.models.list()) names.push(name);
  expect(names).toContain("models/gemini-2.5-flash");
  expect(await client.models.get({ model: "gemini-2.5-flash" })).toMatchObject({
    name: "models/gemini-2.5-flash",
    displayName: "gemini-2.5-flash",
  });
  await expect(client.models.get({ model: "gemini-9" })).rejects.toMatchObject({ status: 404 });
});

/** What the SDK makes of an error's body. */
async function failure(asked: Promise<unknown>): Promise<ApiError & { readonly details: unknown }> {
  const error = await asked.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ApiError);
  const { message } = error as ApiError;
  return Object.assign(error as ApiError, { details: JSON.parse(message.slice(message.indexOf("{"))).error });
}

describe("errors are the SDK's own", () => {
  it.each([
    [{ status: 400 }, 400, "INVALID_ARGUMENT"],
    [{ status: 401 }, 502, "UNKNOWN"],
    [{ status: 404 }, 404, "NOT_FOUND"],
    [{ status: 429 }, 429, "RESOURCE_EXHAUSTED"],
    [{ status: 500 }, 502, "UNKNOWN"],
    [{ status: 503 }, 503, "UNAVAILABLE"],
    [{ errorFrame: { status: 503 } }, 502, "UNKNOWN"],
  ])("53: %j", async (script, status, name) => {
    for (const ask of [() => client.models.generateContent(request), () => chunksOf(request)]) {
      hub.upstream.enqueue(script);
      const error = await failure(ask());
      expect(error.status).toBe(status);
      expect(error.details).toMatchObject({ code: status, status: name });
      hub.runtime.circuits.reset(provider);
    }
    expect(await ledgers.ofHub()).toEqual([]);
  });

  it("53: for the hub's own refusals, with its reasons", async () => {
    const unknown = await failure(sdk("sk-stranger").models.generateContent(request));
    expect(unknown).toMatchObject({
      status: 401,
      details: { status: "UNAUTHENTICATED", details: [{ reason: "unknown_key" }] },
    });
    const other = await hub.addCaller({ name: "restricted", allowedModels: ["gemini-2.5-pro"] });
    const restricted = await failure(sdk(other.key).models.generateContent(request));
    expect(restricted).toMatchObject({ status: 403, details: { status: "PERMISSION_DENIED" } });
  });

  it("53: inside a stream that breaks off", async () => {
    hub.upstream.enqueue({ text: { repeat: "word ", times: 30 }, chunks: 10, truncate: "before-closing" });
    const error = await failure(chunksOf(request));
    expect(error.status).toBe(502);
    expect(error.message).toContain("broke off");
  });
});

it.each([429, 503, 529])(
  "an SDK that retries gets its answer from the second try, after %i",
  async (status) => {
    hub.upstream.enqueue({ status, headers: { "retry-after": "0" } }, { text: "second time lucky" });
    const retryOptions = { attempts: 2, initialDelay: 0.01 };
    const retrying = new GoogleGenAI({
      apiKey: caller.key,
      httpOptions: { baseUrl: hub.url, retryOptions },
    });
    expect((await retrying.models.generateContent(request)).text).toBe("second time lucky");
    expect(hub.upstream.requests).toHaveLength(2);
  },
);
