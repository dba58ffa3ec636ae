import Anthropic from "@anthropic-ai/sdk";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestHub, type TestCaller, type TestHub } from "../support/hub";
import { type Ledgers, ledgersOf } from "../support/ledgers";
import { PICTURE } from "../support/picture";

/** The official SDK, pointed at the hub as its users point it. */

let hub: TestHub;
let caller: TestCaller;
let client: Anthropic;
let provider: number;
let ledgers: Ledgers;

beforeAll(async () => {
  hub = await startTestHub();
  provider = await hub.addProvider();
  caller = await hub.addCaller();
  client = new Anthropic({ baseURL: hub.url, apiKey: caller.key, maxRetries: 0 });
  ledgers = ledgersOf(hub);
});
afterAll(() => hub.close());
beforeEach(async () => {
  await ledgers.restart();
  // A provider that was out of quota in one test would rest through the next.
  hub.runtime.circuits.reset(provider);
});

const request = {
  model: "claude-opus-4-5",
  max_tokens: 200,
  messages: [{ role: "user" as const, content: "hello" }],
};

const weather = {
  name: "get_weather",
  description: "Weather of a city",
  input_schema: { type: "object" as const, properties: { city: { type: "string" } } },
};

const TWO_CITIES = [
  { name: "get_weather", input: { city: "Paris" } },
  { name: "get_weather", input: { city: "Zürich" } },
];

const USAGE = {
  inputTokens: 100,
  cacheReadTokens: 2_000,
  cacheWrite5mTokens: 30,
  cacheWrite1hTokens: 7,
  outputTokens: 50,
  reasoningTokens: 10,
};

const WIRE_USAGE = {
  input_tokens: 100,
  cache_read_input_tokens: 2_000,
  cache_creation_input_tokens: 37,
  cache_creation: { ephemeral_5m_input_tokens: 30, ephemeral_1h_input_tokens: 7 },
  output_tokens: 50,
};

async function costSince(since: Date): Promise<unknown> {
  await hub.runtime.ledger.flush();
  const [row] = await hub.database.pool.sql`
    SELECT sum(cost_usd)::text AS cost FROM usage_ledger WHERE occurred_at >= ${since.toISOString()}`;
  return row?.cost;
}

describe("messages", () => {
  afterEach(async () => {
    const lines = ledgers.ofUpstream();
    expect(lines.length).toBeGreaterThan(0);
    expect(await ledgers.ofHub()).toEqual(lines);
  });

  it("53: come in one piece, with thinking and usage", async () => {
    hub.upstream.enqueue({ text: "Bonjour", thinking: "in French, then", usage: USAGE });
    const message = await client.messages.create({
      ...request,
      max_tokens: 4_096,
      thinking: { type: "enabled", budget_tokens: 1_024 },
    });
    expect(message.content).toEqual([
      { type: "thinking", thinking: "in French, then", signature: expect.stringMatching(/^Eq/) },
      expect.objectContaining({ type: "text", text: "Bonjour" }),
    ]);
    expect(message).toMatchObject({ stop_reason: "end_turn", usage: WIRE_USAGE });
  });

  it("53: come as a stream, with thinking and usage", async () => {
    hub.upstream.enqueue({ text: "One two three", thinking: "let me count", chunks: 6, usage: USAGE });
    const stream = client.messages.stream(request);
    let [text, thinking] = ["", ""];
    stream.on("text", (delta) => {
      text += delta;
    });
    stream.on("thinking", (delta) => {
      thinking += delta;
    });
    const message = await stream.finalMessage();
    expect([text, thinking]).toEqual(["One two three", "let me count"]);
    expect(message.content).toMatchObject([
      { type: "thinking", thinking, signature: expect.stringMatching(/^Eq/) },
      { type: "text", text },
    ]);
    expect(message).toMatchObject({ stop_reason: "end_turn", usage: WIRE_USAGE });
  });

  it("53: call several tools, in one piece and as a stream", async () => {
    const script = { text: "", toolCalls: TWO_CITIES, chunks: 4 };
    hub.upstream.enqueue(script, script);
    const whole = await client.messages.create({ ...request, tools: [weather] });
    const streamed = await client.messages.stream({ ...request, tools: [weather] }).finalMessage();
    for (const message of [whole, streamed]) {
      const calls = message.content.filter((block) => block.type === "tool_use");
      expect(calls.map(({ input }) => input)).toEqual(TWO_CITIES.map(({ input }) => input));
      expect(new Set(calls.map(({ id }) => id)).size).toBe(2);
      expect(message.stop_reason).toBe("tool_use");
    }
  });

  it("53: go through a round trip of two tools that carries the thinking along, and cost what they should", async () => {
    const since = new Date();
    const question = {
      role: "user" as const,
      content: 'use-tool:get_weather {"city":"Oslo"} use-tool:get_weather {"city":"Rome"}',
    };
    hub.upstream.enqueue({ thinking: "two cities" });
    const first = await client.messages.create({ ...request, tools: [weather], messages: [question] });
    const calls = first.content.filter((block) => block.type === "tool_use");
    const results = calls.map(({ id }, index) => ({
      ...{
        type: "tool_result" as const,
        tool_use_id: id,
        content: ["snow, -3 °C", "sun, 21 °C"][index] ?? "",
      },
    }));
    const messages = [
      question,
      { role: "assistant" as const, content: first.content },
      { role: "user" as const, content: results },
    ];
    const second = await client.messages.stream({ ...request, tools: [weather], messages }).finalText();
    expect(second).toContain("snow, -3 °C\nsun, 21 °C");
    const sent = JSON.parse(hub.upstream.requests[1]?.body.toString() ?? "");
    expect(sent.messages[1].content).toEqual(first.content);
    expect(first.content[0]).toMatchObject({ type: "thinking", thinking: "two cities" });
    // USD 5 and 25 per million tokens.
    const nano = hub.upstream.ledger.reduce(
      (sum, { usage }) => sum + usage.inputTokens * 5_000 + usage.outputTokens * 25_000,
      0,
    );
    expect(await costSince(since)).toBe((nano / 1e9).toFixed(15));
  });

  it("53: understand images, also in what tools answered", async () => {
    const picture = {
      type: "image" as const,
      source: { type: "base64" as const, media_type: PICTURE.mediaType, data: PICTURE.base64 },
    };
    const messages: Anthropic.MessageParam[] = [
      { role: "user", content: [{ type: "text", text: "what is this?" }, picture] },
      { role: "assistant", content: [{ type: "tool_use", id: "toolu_1", name: "get_weather", input: {} }] },
      { role: "user", content: [{ type: "tool_result", tool_use_id: "toolu_1", content: [picture] }] },
    ];
    await client.messages.create({ ...request, messages });
    await client.messages.stream({ ...request, messages }).finalMessage();
    for (const { body } of hub.upstream.requests)
      expect(JSON.parse(body.toString()).messages).toEqual(messages);
    expect(hub.upstream.requests).toHaveLength(2);
  });

  it.each([
    ["length", "max_tokens"],
    ["filter", "refusal"],
  ])("53: stop for a reason: %s", async (stopReason, expected) => {
    const script = { text: "half a", stopReason };
    hub.upstream.enqueue(script, script);
    const whole = await client.messages.create(request);
    const streamed = await client.messages.stream(request).finalMessage();
    expect([whole.stop_reason, streamed.stop_reason]).toEqual([expected, expected]);
  });
});

it("53: messages can be counted, for free", async () => {
  const { model, messages } = request;
  const { input_tokens: count } = await client.messages.countTokens({ model, messages });
  expect(count).toBeGreaterThan(0);
  expect(await ledgers.ofHub()).toEqual([]);
});

it("53: models are listed, page by page and one by one", async () => {
  const names: string[] = [];
  for await (const { id } of client.models.list()) names.push(id);
  expect(names).toContain("claude-opus-4-5");
  expect(await client.models.retrieve("claude-opus-4-5")).toMatchObject({
    id: "claude-opus-4-5",
    type: "model",
  });
  await expect(client.models.retrieve("claude-9")).rejects.toBeInstanceOf(Anthropic.NotFoundError);
});

describe("errors are the SDK's own", () => {
  it.each([
    [{ status: 400 }, Anthropic.BadRequestError, 400],
    [{ status: 429 }, Anthropic.RateLimitError, 429],
    [{ status: 500 }, Anthropic.InternalServerError, 502],
    [{ status: 503 }, Anthropic.InternalServerError, 529],
    [{ status: 529 }, Anthropic.InternalServerError, 529],
    [{ status: 401 }, Anthropic.InternalServerError, 502],
    [{ errorFrame: { status: 529 } }, Anthropic.InternalServerError, 502],
  ])("53: %j", async (script, kind, status) => {
    for (const stream of [false, true]) {
      hub.upstream.enqueue(script);
      const error = await client.messages.create({ ...request, stream }).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(kind);
      expect(error).toMatchObject({ status, requestID: expect.stringMatching(/^[0-9a-f-]{36}$/) });
      hub.runtime.circuits.reset(provider);
    }
    expect(await ledgers.ofHub()).toEqual([]);
  });

  it("53: a limit keeps its wait", async () => {
    hub.upstream.enqueue({ status: 429, headers: { "retry-after": "7" } });
    const error = await client.messages.create(request).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ type: "rate_limit_error" });
    expect((error as InstanceType<typeof Anthropic.APIError>).headers?.get("retry-after")).toBe("7");
  });

  it("53: for the hub's own refusals", async () => {
    const stranger = new Anthropic({ baseURL: hub.url, apiKey: "sk-stranger", maxRetries: 0 });
    await expect(stranger.messages.create(request)).rejects.toBeInstanceOf(Anthropic.AuthenticationError);
    await expect(client.messages.create({ ...request, model: "" })).rejects.toBeInstanceOf(
      Anthropic.BadRequestError,
    );
    const other = await hub.addCaller({ name: "restricted", allowedModels: ["claude-haiku-4-5"] });
    const restricted = new Anthropic({ baseURL: hub.url, authToken: other.key, apiKey: null, maxRetries: 0 });
    await expect(restricted.messages.create(request)).rejects.toBeInstanceOf(Anthropic.PermissionDeniedError);
  });

  it("53: inside a stream that breaks off", async () => {
    hub.upstream.enqueue({ text: { repeat: "word ", times: 30 }, chunks: 10, truncate: "before-closing" });
    const stream = client.messages.stream(request);
    await expect(stream.finalMessage()).rejects.toThrow(/broke off/);
  });
});

it("an SDK that retries gets its answer from the second try", async () => {
  hub.upstream.enqueue({ status: 529 }, { text: "second time lucky" });
  const retrying = new Anthropic({ baseURL: hub.url, apiKey: caller.key, maxRetries: 2 });
  const message = await retrying.messages.create(request);
  expect(JSON.stringify(message.content)).toContain("second time lucky");
});
