import OpenAI from "openai";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestHub, type TestCaller, type TestHub } from "../support/hub";
import { type Ledgers, ledgersOf } from "../support/ledgers";
import { PICTURE } from "../support/picture";

/** OpenAI's SDK, pointed at the hub as its users point it: Chat Completions, embeddings and models. */

let hub: TestHub;
let caller: TestCaller;
let client: OpenAI;
let provider: number;
let ledgers: Ledgers;

beforeAll(async () => {
  hub = await startTestHub();
  provider = await hub.addProvider({
    provider_type: "openai-compatible",
    allowed_models: ["gpt-4.1", "text-embedding-3-small"],
  });
  caller = await hub.addCaller();
  client = new OpenAI({ baseURL: `${hub.url}/v1`, apiKey: caller.key, maxRetries: 0 });
  ledgers = ledgersOf(hub);
});
afterAll(() => hub.close());
beforeEach(async () => {
  await ledgers.restart();
  // A provider that was out of quota in one test would rest through the next.
  hub.runtime.circuits.reset(provider);
});

const request = {
  model: "gpt-4.1",
  messages: [{ role: "user" as const, content: "hello" }],
};

const weather = {
  type: "function" as const,
  function: {
    name: "get_weather",
    description: "Weather of a city",
    parameters: { type: "object", properties: { city: { type: "string" } } },
  },
};

const TWO_CITIES = [
  { name: "get_weather", input: { city: "Paris" } },
  { name: "get_weather", input: { city: "Zürich" } },
];

const USAGE = {
  inputTokens: 100,
  cacheReadTokens: 2_000,
  cacheWrite5mTokens: 30,
  outputTokens: 50,
  reasoningTokens: 10,
};

const WIRE_USAGE = {
  prompt_tokens: 2_130,
  completion_tokens: 50,
  total_tokens: 2_180,
  prompt_tokens_details: { cached_tokens: 2_000 },
  completion_tokens_details: { reasoning_tokens: 10 },
};

describe("chat completions", () => {
  afterEach(async () => {
    const lines = ledgers.ofUpstream();
    expect(lines.length).toBeGreaterThan(0);
    expect(await ledgers.ofHub()).toEqual(lines);
  });

  it("53: come in one piece, with reasoning and usage", async () => {
    hub.upstream.enqueue({ text: "Bonjour", thinking: "in French, then", usage: USAGE });
    const completion = await client.chat.completions.create(request);
    expect(completion.choices).toEqual([
      expect.objectContaining({
        finish_reason: "stop",
        message: expect.objectContaining({ content: "Bonjour", reasoning_content: "in French, then" }),
      }),
    ]);
    expect(completion.usage).toMatchObject(WIRE_USAGE);
  });

  it("53: come as a stream, with reasoning and the usage that was asked for", async () => {
    hub.upstream.enqueue({ text: "One two three", thinking: "let me count", chunks: 6, usage: USAGE });
    const stream = await client.chat.completions.create({
      ...request,
      stream: true,
      stream_options: { include_usage: true },
    });
    let [text, reasoning] = ["", ""];
    const usages: unknown[] = [];
    for await (const { choices, usage } of stream) {
      const delta = (choices[0]?.delta ?? {}) as { content?: string; reasoning_content?: string };
      text += delta.content ?? "";
      reasoning += delta.reasoning_content ?? "";
      if (usage) usages.push(usage);
    }
    expect([text, reasoning]).toEqual(["One two three", "let me count"]);
    expect(usages).toHaveLength(1);
    expect(usages).toMatchObject([WIRE_USAGE]);
  });

  it("53: come as a stream without the usage that nobody asked for, and are billed all the same", async () => {
    hub.upstream.enqueue({ text: "One two three", chunks: 6, usage: USAGE });
    const stream = client.chat.completions.stream(request);
    const usages: unknown[] = [];
    stream.on("chunk", ({ usage }) => usages.push(usage ?? null));
    expect(await stream.finalContent()).toBe("One two three");
    expect(new Set(usages)).toEqual(new Set([null]));
  });

  it.each([false, true])("53: call several tools, interleaved: %s", async (interleaveToolCalls) => {
    const script = { text: "", toolCalls: TWO_CITIES, chunks: 4, interleaveToolCalls };
    hub.upstream.enqueue(script, script);
    const asked = { ...request, tools: [weather], parallel_tool_calls: true };
    const whole = await client.chat.completions.create(asked);
    const streamed = await client.chat.completions.stream(asked).finalChatCompletion();
    for (const { choices } of [whole, streamed]) {
      const calls = (choices[0]?.message.tool_calls ?? []) as OpenAI.ChatCompletionMessageFunctionToolCall[];
      expect(calls.map((call) => JSON.parse(call.function.arguments))).toEqual(
        TWO_CITIES.map(({ input }) => input),
      );
      expect(new Set(calls.map(({ id }) => id)).size).toBe(2);
      expect(choices[0]?.finish_reason).toBe("tool_calls");
    }
  });

  it("53: go through a round trip of two tools", async () => {
    const question = {
      role: "user" as const,
      content: 'use-tool:get_weather {"city":"Oslo"} use-tool:get_weather {"city":"Rome"}',
    };
    const first = await client.chat.completions.create({
      ...request,
      tools: [weather],
      messages: [question],
    });
    const message = first.choices[0]?.message;
    const results = message?.tool_calls?.map(({ id }, index) => ({
      ...{ role: "tool" as const, tool_call_id: id, content: ["snow, -3 °C", "sun, 21 °C"][index] ?? "" },
    }));
    const second = await client.chat.completions
      .stream({
        ...request,
        tools: [weather],
        messages: [question, message as OpenAI.ChatCompletionMessage, ...(results ?? [])],
      })
      .finalContent();
    expect(second).toContain("snow, -3 °C\nsun, 21 °C");
  });

  it("53: understand images", async () => {
    const url = `data:${PICTURE.mediaType};base64,${PICTURE.base64}`;
    const content: OpenAI.ChatCompletionContentPart[] = [
      { type: "text", text: "what is this?" },
      { type: "image_url", image_url: { url, detail: "high" } },
    ];
    const messages = [{ role: "user" as const, content }];
    await client.chat.completions.create({ ...request, messages });
    await client.chat.completions.stream({ ...request, messages }).done();
    for (const { body } of hub.upstream.requests)
      expect(JSON.parse(body.toString()).messages).toEqual(messages);
    expect(hub.upstream.requests).toHaveLength(2);
  });

  it.each([
    ["length", "length"],
    ["filter", "content_filter"],
  ])("53: stop for a reason: %s", async (stopReason, expected) => {
    const script = { text: "half a", stopReason };
    hub.upstream.enqueue(script, script);
    const whole = await client.chat.completions.create(request);
    const stream = await client.chat.completions.create({ ...request, stream: true });
    const reasons: unknown[] = [];
    for await (const { choices } of stream) reasons.push(choices[0]?.finish_reason);
    expect(whole.choices[0]?.finish_reason).toBe(expected);
    expect(reasons.filter(Boolean)).toEqual([expected]);
  });
});

it("53: embeddings come as vectors, and are charged", async () => {
  hub.upstream.enqueue({ usage: { inputTokens: 12 } });
  const { data, usage } = await client.embeddings.create({
    model: "text-embedding-3-small",
    input: ["one", "two"],
    dimensions: 4,
  });
  expect(data.map(({ embedding }) => embedding)).toEqual([
    [1, 0, 0, 0],
    [0, 1, 0, 0],
  ]);
  expect(usage).toEqual({ prompt_tokens: 12, total_tokens: 12 });
  expect(ledgers.ofUpstream()).toHaveLength(1);
  expect(await ledgers.ofHub()).toEqual(ledgers.ofUpstream());
});

it("53: models are listed, page by page and one by one", async () => {
  const names: string[] = [];
  for await (const { id } of client.models.list()) names.push(id);
  expect(names).toEqual(["gpt-4.1", "text-embedding-3-small"]);
  expect(await client.models.retrieve("gpt-4.1")).toMatchObject({ id: "gpt-4.1", object: "model" });
  await expect(client.models.retrieve("gpt-9")).rejects.toBeInstanceOf(OpenAI.NotFoundError);
});

describe("errors are the SDK's own", () => {
  it.each([
    [{ status: 400 }, OpenAI.BadRequestError, 400],
    [{ status: 401 }, OpenAI.InternalServerError, 502],
    [{ status: 404 }, OpenAI.NotFoundError, 404],
    [{ status: 422 }, OpenAI.UnprocessableEntityError, 422],
    [{ status: 429 }, OpenAI.RateLimitError, 429],
    [{ status: 500 }, OpenAI.InternalServerError, 502],
    [{ status: 503 }, OpenAI.InternalServerError, 503],
  ])("53: %j", async (script, kind, status) => {
    for (const stream of [false, true]) {
      hub.upstream.enqueue({ ...script, error: { message: "not today", code: "told_so" } });
      const error = await client.chat.completions
        .create({ ...request, stream })
        .catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(kind);
      expect(error).toMatchObject({ status, requestID: expect.stringMatching(/^[0-9a-f-]{36}$/) });
      expect((error as Error).message).toContain("not today");
      hub.runtime.circuits.reset(provider);
    }
    expect(await ledgers.ofHub()).toEqual([]);
  });

  it("53: a rejection keeps the upstream's words, a limit its wait", async () => {
    hub.upstream.enqueue({ status: 400, error: { message: "no such parameter: frob", code: "unknown" } });
    await expect(client.chat.completions.create(request)).rejects.toMatchObject({
      error: { message: "no such parameter: frob", type: "invalid_request_error", code: "unknown" },
    });
    hub.upstream.enqueue({ status: 429, headers: { "retry-after": "7" } });
    const error = await client.chat.completions.create(request).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "upstream_rate_limited", type: "rate_limit_error" });
    expect((error as InstanceType<typeof OpenAI.APIError>).headers?.get("retry-after")).toBe("7");
  });

  it("53: for the hub's own refusals", async () => {
    const stranger = new OpenAI({ baseURL: `${hub.url}/v1`, apiKey: "sk-stranger", maxRetries: 0 });
    const refused = await stranger.chat.completions.create(request).catch((reason: unknown) => reason);
    expect(refused).toBeInstanceOf(OpenAI.AuthenticationError);
    expect(refused).toMatchObject({ code: "unknown_key", type: "authentication_error" });
    await expect(client.chat.completions.create({ ...request, model: "" })).rejects.toBeInstanceOf(
      OpenAI.BadRequestError,
    );
    const other = await hub.addCaller({ name: "restricted", allowedModels: ["gpt-4.1-mini"] });
    const restricted = new OpenAI({ baseURL: `${hub.url}/v1`, apiKey: other.key, maxRetries: 0 });
    await expect(restricted.chat.completions.create(request)).rejects.toBeInstanceOf(
      OpenAI.PermissionDeniedError,
    );
  });

  it("53: inside a stream that breaks off", async () => {
    hub.upstream.enqueue({ text: { repeat: "word ", times: 30 }, chunks: 10, truncate: "before-closing" });
    const broken = client.chat.completions.stream(request).finalContent();
    await expect(broken).rejects.toBeInstanceOf(OpenAI.APIError);
    await expect(broken).rejects.toThrow(/broke off/);
  });
});

it("an SDK that retries waits as it is told, and gets its answer from the second try", async () => {
  hub.upstream.enqueue({ status: 503, headers: { "retry-after": "1" } }, { text: "second time lucky" });
  const retrying = new OpenAI({ baseURL: `${hub.url}/v1`, apiKey: caller.key, maxRetries: 2 });
  const started = Date.now();
  const { choices } = await retrying.chat.completions.create(request);
  expect(choices[0]?.message.content).toBe("second time lucky");
  expect(Date.now() - started).toBeGreaterThanOrEqual(990);
  expect(hub.upstream.requests).toHaveLength(2);
});
