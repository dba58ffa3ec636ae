import Anthropic from "@anthropic-ai/sdk";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { LedgerEntry } from "../../dev/fake-upstream";
import { startTestHub, type TestCaller, type TestHub } from "../support/hub";

/** The official SDK, pointed at the hub as its users point it. */

let hub: TestHub;
let caller: TestCaller;
let client: Anthropic;
let provider: number;

beforeAll(async () => {
  hub = await startTestHub();
  provider = await hub.addProvider();
  caller = await hub.addCaller();
  client = new Anthropic({ baseURL: hub.url, apiKey: caller.key, maxRetries: 0 });
});
afterAll(() => hub.close());
beforeEach(() => {
  hub.upstream.reset();
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

/** Token sums by the upstream's own ledger, as the hub's columns name them. */
function upstreamSums(ledger: readonly LedgerEntry[]) {
  const sum = (field: keyof LedgerEntry["usage"]) =>
    ledger.reduce((total, { usage }) => total + usage[field], 0);
  return {
    inputTokens: sum("inputTokens"),
    cacheReadTokens: sum("cacheReadTokens"),
    cacheWrite5mTokens: sum("cacheWrite5mTokens"),
    cacheWrite1hTokens: sum("cacheWrite1hTokens"),
    outputTokens: sum("outputTokens"),
  };
}

async function hubSums(since: Date) {
  await hub.runtime.ledger.flush();
  const [row] = await hub.database.pool.sql`
    SELECT sum(input_tokens)::int AS "inputTokens", sum(cache_read_tokens)::int AS "cacheReadTokens",
      sum(cache_write_5m_tokens)::int AS "cacheWrite5mTokens", sum(cache_write_1h_tokens)::int AS "cacheWrite1hTokens",
      sum(output_tokens)::int AS "outputTokens", sum(cost_usd)::text AS cost
    FROM usage_ledger WHERE occurred_at >= ${since.toISOString()}`;
  return { ...row };
}

describe("messages", () => {
  it("come in one piece", async () => {
    hub.upstream.enqueue({ text: "Bonjour", usage: { inputTokens: 7, outputTokens: 3 } });
    const message = await client.messages.create(request);
    expect(message.content).toEqual([expect.objectContaining({ type: "text", text: "Bonjour" })]);
    expect(message).toMatchObject({ stop_reason: "end_turn", usage: { input_tokens: 7, output_tokens: 3 } });
  });

  it("come as a stream, with thinking", async () => {
    hub.upstream.enqueue({ text: "One two three", thinking: "let me count", chunks: 6 });
    const stream = client.messages.stream(request);
    let streamed = "";
    stream.on("text", (delta) => {
      streamed += delta;
    });
    const message = await stream.finalMessage();
    expect(streamed).toBe("One two three");
    expect(message.content.map(({ type }) => type)).toEqual(["thinking", "text"]);
  });

  it("call several tools, in one piece and as a stream", async () => {
    const toolCalls = [
      { name: "get_weather", input: { city: "Paris" } },
      { name: "get_weather", input: { city: "Zürich" } },
    ];
    hub.upstream.enqueue({ text: "", toolCalls }, { text: "", toolCalls });
    const whole = await client.messages.create({ ...request, tools: [weather] });
    const streamed = await client.messages.stream({ ...request, tools: [weather] }).finalMessage();
    for (const message of [whole, streamed]) {
      const calls = message.content.filter((block) => block.type === "tool_use");
      expect(calls.map(({ input }) => input)).toEqual([{ city: "Paris" }, { city: "Zürich" }]);
      expect(message.stop_reason).toBe("tool_use");
    }
  });

  it("go through a tool round trip, and the ledger equals the upstream's own", async () => {
    const since = new Date();
    const first = await client.messages.create({
      ...request,
      tools: [weather],
      messages: [{ role: "user", content: 'use-tool:get_weather {"city":"Oslo"}' }],
    });
    const call = first.content.find((block) => block.type === "tool_use");
    const second = await client.messages
      .stream({
        ...request,
        tools: [weather],
        messages: [
          { role: "user", content: 'use-tool:get_weather {"city":"Oslo"}' },
          { role: "assistant", content: first.content },
          {
            role: "user",
            content: [{ type: "tool_result", tool_use_id: call?.id ?? "", content: "snow, -3 °C" }],
          },
        ],
      })
      .finalMessage();
    expect(JSON.stringify(second.content)).toContain("snow, -3 °C");
    const { cost, ...sums } = (await hubSums(since)) as Record<string, unknown>;
    const expected = upstreamSums(hub.upstream.ledger);
    expect(sums).toEqual(expected);
    // USD 5 and 25 per million tokens.
    const nano = expected.inputTokens * 5_000 + expected.outputTokens * 25_000;
    expect(cost).toBe((nano / 1e9).toFixed(15));
  });

  it("can be counted and models listed", async () => {
    const { input_tokens: count } = await client.messages.countTokens({
      model: request.model,
      messages: request.messages,
    });
    expect(count).toBeGreaterThan(0);
    const models = await client.models.list();
    expect(models.data.map(({ id }) => id)).toContain("claude-opus-4-5");
  });
});

describe("errors are the SDK's own", () => {
  it.each([
    [{ status: 400 }, Anthropic.BadRequestError, 400],
    [{ status: 429, headers: { "retry-after": "3" } }, Anthropic.RateLimitError, 429],
    [{ status: 500 }, Anthropic.InternalServerError, 502],
    [{ status: 529 }, Anthropic.InternalServerError, 529],
    [{ status: 401 }, Anthropic.InternalServerError, 502],
  ])("%j", async (script, kind, status) => {
    hub.upstream.enqueue(script);
    const error = await client.messages.create(request).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ status, requestID: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });

  it("for the hub's own refusals", async () => {
    const stranger = new Anthropic({ baseURL: hub.url, apiKey: "sk-stranger", maxRetries: 0 });
    await expect(stranger.messages.create(request)).rejects.toBeInstanceOf(Anthropic.AuthenticationError);
    await expect(client.messages.create({ ...request, model: "" })).rejects.toBeInstanceOf(
      Anthropic.BadRequestError,
    );
    const other = await hub.addCaller({ name: "restricted", allowedModels: ["claude-haiku-4-5"] });
    const restricted = new Anthropic({ baseURL: hub.url, authToken: other.key, apiKey: null, maxRetries: 0 });
    await expect(restricted.messages.create(request)).rejects.toBeInstanceOf(Anthropic.PermissionDeniedError);
  });

  it("inside a stream that breaks off", async () => {
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
