import OpenAI from "openai";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestHub, type TestHub } from "../support/hub";
import { type Ledgers, ledgersOf } from "../support/ledgers";
import { PICTURE } from "../support/picture";

/** OpenAI's SDK, pointed at the hub as its users point it: the Responses API. */

let hub: TestHub;
let client: OpenAI;
let provider: number;
let ledgers: Ledgers;

beforeAll(async () => {
  hub = await startTestHub();
  provider = await hub.addProvider({ provider_type: "codex" });
  const { key } = await hub.addCaller();
  client = new OpenAI({ baseURL: `${hub.url}/v1`, apiKey: key, maxRetries: 0 });
  ledgers = ledgersOf(hub);
});
afterAll(() => hub.close());
beforeEach(async () => {
  await ledgers.restart();
  // A provider that was out of quota in one test would rest through the next.
  hub.runtime.circuits.reset(provider);
});

const request = { model: "gpt-5.2", input: "hello" };

const weather: OpenAI.Responses.FunctionTool = {
  type: "function",
  name: "get_weather",
  description: "Weather of a city",
  parameters: { type: "object", properties: { city: { type: "string" } } },
  strict: false,
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
  input_tokens: 2_130,
  input_tokens_details: { cached_tokens: 2_000 },
  output_tokens: 50,
  output_tokens_details: { reasoning_tokens: 10 },
  total_tokens: 2_180,
};

const callsOf = ({ output }: OpenAI.Responses.Response) =>
  output.filter((item) => item.type === "function_call");

describe("responses", () => {
  afterEach(async () => {
    const lines = ledgers.ofUpstream();
    expect(lines.length).toBeGreaterThan(0);
    expect(await ledgers.ofHub()).toEqual(lines);
  });

  it("53: come in one piece, with reasoning and usage", async () => {
    hub.upstream.enqueue({ text: "Bonjour", thinking: "in French, then", usage: USAGE });
    const response = await client.responses.create({
      ...request,
      reasoning: { effort: "high", summary: "auto" },
      include: ["reasoning.encrypted_content"],
    });
    expect(response).toMatchObject({ status: "completed", output_text: "Bonjour", usage: WIRE_USAGE });
    expect(response.output.map(({ type }) => type)).toEqual(["reasoning", "message"]);
    expect(response.output[0]).toMatchObject({
      summary: [{ type: "summary_text", text: "in French, then" }],
      encrypted_content: expect.stringMatching(/^gAAAAA/),
    });
  });

  it("53: come as a stream, with reasoning and usage", async () => {
    hub.upstream.enqueue({ text: "One two three", thinking: "let me count", chunks: 6, usage: USAGE });
    const stream = client.responses.stream(request);
    let [text, reasoning] = ["", ""];
    const numbers: number[] = [];
    for await (const event of stream) {
      if ("sequence_number" in event) numbers.push(event.sequence_number);
      if (event.type === "response.output_text.delta") text += event.delta;
      if (event.type === "response.reasoning_summary_text.delta") reasoning += event.delta;
    }
    expect([text, reasoning]).toEqual(["One two three", "let me count"]);
    expect(numbers).toEqual(numbers.map((_, index) => index));
    const response = await stream.finalResponse();
    expect(response).toMatchObject({ status: "completed", output_text: "One two three", usage: WIRE_USAGE });
    expect(response.output.map(({ type }) => type)).toEqual(["reasoning", "message"]);
  });

  it.each([false, true])("53: call several tools, interleaved: %s", async (interleaveToolCalls) => {
    const script = { text: "", toolCalls: TWO_CITIES, chunks: 4, interleaveToolCalls };
    hub.upstream.enqueue(script, script);
    const asked = { ...request, tools: [weather], parallel_tool_calls: true };
    const whole = await client.responses.create(asked);
    const streamed = await client.responses.stream(asked).finalResponse();
    for (const response of [whole, streamed]) {
      const calls = callsOf(response);
      expect(calls.map((call) => JSON.parse(call.arguments))).toEqual(TWO_CITIES.map(({ input }) => input));
      expect(new Set(calls.map((call) => call.call_id)).size).toBe(2);
    }
  });

  it("53: call a free-form tool", async () => {
    const toolCalls = [{ name: "apply_patch", input: "*** Begin Patch\n+ü\n*** End Patch" }];
    hub.upstream.enqueue({ text: "", toolCalls }, { text: "", toolCalls, chunks: 3 });
    const asked = { ...request, tools: [{ type: "custom" as const, name: "apply_patch" }] };
    const whole = await client.responses.create(asked);
    const streamed = await client.responses.stream(asked).finalResponse();
    for (const { output } of [whole, streamed]) {
      expect(output).toEqual([
        expect.objectContaining({ type: "custom_tool_call", input: toolCalls[0]?.input }),
      ]);
    }
  });

  it("53: go through a round trip of two tools that carries the reasoning along", async () => {
    const question = {
      role: "user" as const,
      content: 'use-tool:get_weather {"city":"Oslo"} use-tool:get_weather {"city":"Rome"}',
    };
    hub.upstream.enqueue({ thinking: "two cities" });
    const first = await client.responses.create({ ...request, tools: [weather], input: [question] });
    const results = callsOf(first).map((call, index) => ({
      type: "function_call_output" as const,
      call_id: call.call_id,
      output: ["snow, -3 °C", "sun, 21 °C"][index] ?? "",
    }));
    const input = [question, ...(first.output as OpenAI.Responses.ResponseInputItem[]), ...results];
    const second = await client.responses
      .stream({ ...request, tools: [weather], input, store: false })
      .finalResponse();
    expect(second.output_text).toContain("snow, -3 °C\nsun, 21 °C");
    expect(JSON.parse(hub.upstream.requests[1]?.body.toString() ?? "").input).toEqual(input);
  });

  it("53: understand images", async () => {
    const input: OpenAI.Responses.ResponseInput = [
      {
        role: "user",
        content: [
          { type: "input_text", text: "what is this?" },
          {
            ...{ type: "input_image", detail: "auto" },
            image_url: `data:${PICTURE.mediaType};base64,${PICTURE.base64}`,
          },
        ],
      },
    ];
    await client.responses.create({ ...request, input });
    await client.responses.stream({ ...request, input }).finalResponse();
    for (const { body } of hub.upstream.requests) expect(JSON.parse(body.toString()).input).toEqual(input);
    expect(hub.upstream.requests).toHaveLength(2);
  });

  it.each([
    ["length", "max_output_tokens"],
    ["filter", "content_filter"],
  ])("53: stop for a reason: %s", async (stopReason, reason) => {
    const script = { text: "half a", stopReason };
    hub.upstream.enqueue(script, script);
    const whole = await client.responses.create(request);
    const streamed = await client.responses.stream(request).finalResponse();
    for (const response of [whole, streamed]) {
      expect(response).toMatchObject({
        status: "incomplete",
        incomplete_details: { reason },
        output_text: "half a",
      });
    }
  });

  it("53: are compacted", async () => {
    const { object, output } = await client.responses.compact({ ...request, model: "gpt-5.2" });
    expect(object).toBe("response.compaction");
    expect(output.map(({ type }) => type)).toEqual(["compaction"]);
  });
});

it("53: models are listed", async () => {
  const { data } = await client.models.list();
  expect(data.map(({ id }) => id)).toContain("gpt-5.2");
});

describe("errors are the SDK's own", () => {
  it.each([
    [{ status: 400 }, OpenAI.BadRequestError, 400],
    [{ status: 429 }, OpenAI.RateLimitError, 429],
    [{ status: 500 }, OpenAI.InternalServerError, 502],
    [{ status: 503 }, OpenAI.InternalServerError, 503],
    [{ errorFrame: { status: 503 } }, OpenAI.InternalServerError, 502],
  ])("53: %j", async (script, kind, status) => {
    for (const stream of [false, true]) {
      hub.upstream.enqueue(script);
      const error = await client.responses.create({ ...request, stream }).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(kind);
      expect(error).toMatchObject({ status, requestID: expect.stringMatching(/^[0-9a-f-]{36}$/) });
      hub.runtime.circuits.reset(provider);
    }
    expect(await ledgers.ofHub()).toEqual([]);
  });

  it("53: a limit keeps its wait", async () => {
    hub.upstream.enqueue({ status: 429, headers: { "retry-after": "7" } });
    const error = await client.responses.create(request).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "upstream_rate_limited", type: "rate_limit_error" });
    expect((error as InstanceType<typeof OpenAI.APIError>).headers?.get("retry-after")).toBe("7");
  });

  it("53: for a key that nobody knows", async () => {
    const stranger = new OpenAI({ baseURL: `${hub.url}/v1`, apiKey: "sk-stranger", maxRetries: 0 });
    const error = await stranger.responses.create(request).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(OpenAI.AuthenticationError);
    expect(error).toMatchObject({ code: "unknown_key" });
  });

  it("53: inside a stream that breaks off, or that its upstream gives up", async () => {
    const begun = { text: { repeat: "word ", times: 30 }, chunks: 10 };
    hub.upstream.enqueue({ ...begun, truncate: "before-closing" });
    const broken = client.responses.stream(request).finalResponse();
    await expect(broken).rejects.toBeInstanceOf(OpenAI.APIError);
    await expect(broken).rejects.toThrow(/broke off/);
    hub.runtime.circuits.reset(provider);
    hub.upstream.enqueue({ ...begun, errorFrame: { afterEvents: 8, responsesEvent: "error" } });
    await expect(client.responses.stream(request).finalResponse()).rejects.toBeInstanceOf(OpenAI.APIError);
  });
});
