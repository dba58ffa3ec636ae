import Anthropic from "@anthropic-ai/sdk";
import { expect, it } from "vitest";
import { ask, sseEvents, startForTest } from "./test-support";

const FULL = {
  thinking: "Let me think about that.",
  text: "Grüße 🎉 to the world.",
  toolCalls: [
    { name: "sum", input: { a: 1, b: "zwei 🎉" } },
    { name: "list", input: {}, id: "toolu_own" },
  ],
  usage: {
    inputTokens: 10,
    cacheReadTokens: 5,
    cacheWrite5mTokens: 3,
    cacheWrite1hTokens: 2,
    outputTokens: 20,
    reasoningTokens: 7,
  },
};

const QUESTION = {
  model: "claude-sonnet-5",
  max_tokens: 1000,
  messages: [{ role: "user" as const, content: "hi" }],
};

async function startWithClient() {
  const upstream = await startForTest();
  const client = new Anthropic({ baseURL: `${upstream.url}/some/prefix`, apiKey: "sk-x", maxRetries: 0 });
  return { upstream, client };
}

const CONTENT = [
  { type: "thinking", thinking: FULL.thinking, signature: expect.stringMatching(/^Eq.{20,}/) },
  { type: "text", text: FULL.text },
  { type: "tool_use", id: expect.stringMatching(/^toolu_01/), name: "sum", input: { a: 1, b: "zwei 🎉" } },
  { type: "tool_use", id: "toolu_own", name: "list", input: {} },
];

const USAGE = {
  input_tokens: 10,
  cache_read_input_tokens: 5,
  cache_creation_input_tokens: 5,
  cache_creation: { ephemeral_5m_input_tokens: 3, ephemeral_1h_input_tokens: 2 },
  output_tokens: 20,
  output_tokens_details: { thinking_tokens: 7 },
};

it("is read by the SDK in one piece", async () => {
  const { upstream, client } = await startWithClient();
  upstream.enqueue(FULL);
  const message = await client.messages.create(QUESTION);
  expect(message).toMatchObject({
    content: CONTENT,
    usage: USAGE,
    stop_reason: "tool_use",
    role: "assistant",
  });
  expect(message.id).toMatch(/^msg_01/);
  expect(message._request_id).toMatch(/^req_01/);
});

it("is read by the SDK as a stream", async () => {
  const { upstream, client } = await startWithClient();
  upstream.enqueue(FULL);
  const message = await client.messages.stream(QUESTION).finalMessage();
  expect(message).toMatchObject({ content: CONTENT, usage: USAGE, stop_reason: "tool_use" });
  expect(upstream.ledger).toEqual([
    {
      requestIndex: 0,
      dialect: "anthropic",
      model: "claude-sonnet-5",
      usage: FULL.usage,
      reported: true,
      complete: true,
    },
  ]);
});

it("gives every answer and every call an id of its own", async () => {
  const { upstream, client } = await startWithClient();
  upstream.setDefault({
    toolCalls: [
      { name: "a", input: {} },
      { name: "b", input: {} },
    ],
  });
  const ids = new Set<string>();
  for (let round = 0; round < 3; round += 1) {
    const message = await client.messages.create(QUESTION);
    for (const id of [
      message.id,
      ...message.content.map((block) => (block.type === "tool_use" ? block.id : "")),
    ]) {
      ids.add(id);
    }
  }
  expect(ids.size).toBe(9);
});

it("finishes a tool round trip without a script", async () => {
  const { client } = await startWithClient();
  const tools = [{ name: "weather", input_schema: { type: "object" as const } }];
  const user = { role: "user" as const, content: 'please use-tool:weather {"city":"Köln"} now' };
  const first = await client.messages.stream({ ...QUESTION, tools, messages: [user] }).finalMessage();
  const call = first.content.find((block) => block.type === "tool_use");
  expect(call).toMatchObject({ name: "weather", input: { city: "Köln" } });
  const result = { type: "tool_result" as const, tool_use_id: call?.id ?? "", content: "rain, 7 degrees" };
  const second = await client.messages.create({
    ...QUESTION,
    tools,
    messages: [user, { role: "assistant", content: first.content }, { role: "user", content: [result] }],
  });
  expect(second).toMatchObject({ stop_reason: "end_turn", content: [{ type: "text" }] });
  expect(JSON.stringify(second.content)).toContain("rain, 7 degrees");
});

it("counts tokens and lists models", async () => {
  const { upstream, client } = await startWithClient();
  upstream.enqueue({ usage: { inputTokens: 321 } });
  expect(await client.messages.countTokens(QUESTION)).toEqual({ input_tokens: 321 });
  upstream.setDefault({ models: ["claude-a", "claude-b"] });
  const models = await client.models.list();
  expect(models.data.map(({ id, type }) => [id, type])).toEqual([
    ["claude-a", "model"],
    ["claude-b", "model"],
  ]);
  expect(upstream.ledger).toEqual([]);
});

it("sends errors the SDK knows", async () => {
  const { upstream, client } = await startWithClient();
  upstream.enqueue(
    { status: 529 },
    { status: 429, headers: { "retry-after": "7" } },
    { errorFrame: { status: 529 } },
  );
  await expect(client.messages.create(QUESTION)).rejects.toMatchObject({
    status: 529,
    type: "overloaded_error",
  });
  const limited = client.messages.create(QUESTION);
  await expect(limited).rejects.toBeInstanceOf(Anthropic.RateLimitError);
  await expect(limited).rejects.toSatisfy((error) => error.headers.get("retry-after") === "7");
  await expect(client.messages.stream(QUESTION).finalMessage()).rejects.toMatchObject({
    type: "overloaded_error",
  });
});

it("streams its events in the API's order", async () => {
  const upstream = await startForTest();
  const seen = await ask(upstream, { script: { thinking: "hm", text: "hello", chunks: 2 } });
  expect(seen.headers["content-type"]).toBe("text/event-stream; charset=utf-8");
  const events = sseEvents(seen.text);
  expect(events.every(({ name, data }) => JSON.parse(data).type === name)).toBe(true);
  expect(events.map(({ name }) => name)).toEqual([
    "message_start",
    "content_block_start",
    "ping",
    "content_block_delta",
    "content_block_delta",
    "content_block_delta",
    "content_block_stop",
    "content_block_start",
    "content_block_delta",
    "content_block_delta",
    "content_block_stop",
    "message_delta",
    "message_stop",
  ]);
});

it("sends stop reasons: its own word for the common ones, others as they are", async () => {
  const { upstream, client } = await startWithClient();
  upstream.enqueue({ stopReason: "length" }, { stopReason: "filter" }, { stopReason: "pause_turn" });
  const reasons: unknown[] = [];
  for (let round = 0; round < 3; round += 1)
    reasons.push((await client.messages.create(QUESTION)).stop_reason);
  expect(reasons).toEqual(["max_tokens", "refusal", "pause_turn"]);
});
