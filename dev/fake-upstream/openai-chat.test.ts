import { expect, it } from "vitest";
import { ask, sseEvents, startForTest } from "./test-support";

const PATH = "/v1/chat/completions";
const BODY = { model: "gpt-5.2", stream: true, messages: [{ role: "user", content: "hi" }] };
const CALLS = [
  { name: "sum", input: { a: 1, b: "zwei 🎉" } },
  { name: "list", input: { deep: [1, 2, 3] } },
];

type Chunk = {
  id: string;
  choices: { delta: Delta; finish_reason: string | null }[];
  usage?: Record<string, unknown> | null;
};
type Delta = {
  content?: string | null;
  reasoning_content?: string;
  tool_calls?: {
    index: number;
    id?: string;
    type?: string;
    function: { name?: string; arguments: string };
  }[];
};

/** Puts a stream together the way a client does. */
function readStream(text: string) {
  const events = sseEvents(text);
  const chunks: Chunk[] = events.filter(({ data }) => data !== "[DONE]").map(({ data }) => JSON.parse(data));
  const calls: { id: string | undefined; name: string | undefined; json: string }[] = [];
  const callOrder: number[] = [];
  for (const part of chunks.flatMap(({ choices }) =>
    choices.flatMap(({ delta }) => delta.tool_calls ?? []),
  )) {
    calls[part.index] ??= { id: part.id, name: part.function.name, json: "" };
    const call = calls[part.index];
    if (call !== undefined) call.json += part.function.arguments;
    callOrder.push(part.index);
  }
  return {
    text: chunks.flatMap(({ choices }) => choices.map(({ delta }) => delta.content ?? "")).join(""),
    reasoning: chunks
      .flatMap(({ choices }) => choices.map(({ delta }) => delta.reasoning_content ?? ""))
      .join(""),
    calls,
    callOrder,
    ids: new Set(chunks.map(({ id }) => id)),
    finish: chunks
      .flatMap(({ choices }) => choices.map(({ finish_reason }) => finish_reason))
      .filter(Boolean),
    usages: chunks.map(({ usage }) => usage),
    last: events.at(-1)?.data,
  };
}

it("streams text, reasoning, parallel calls, usage and [DONE]", async () => {
  const upstream = await startForTest();
  const usage = {
    inputTokens: 10,
    cacheReadTokens: 4,
    cacheWrite1hTokens: 2,
    outputTokens: 9,
    reasoningTokens: 3,
  };
  const script = { text: "Grüße 🎉 all", thinking: "so, well", toolCalls: CALLS, usage };
  const body = { ...BODY, stream_options: { include_usage: true } };
  const read = readStream((await ask(upstream, { path: PATH, body, script })).text);
  expect(read).toMatchObject({
    text: "Grüße 🎉 all",
    reasoning: "so, well",
    finish: ["tool_calls"],
    last: "[DONE]",
  });
  expect(read.calls.map(({ name, json }) => ({ name, input: JSON.parse(json) }))).toEqual(CALLS);
  expect(read.calls.every(({ id }) => id?.startsWith("call_"))).toBe(true);
  expect(read.ids.size).toBe(1);
  expect(read.usages.slice(0, -1).every((value) => value === null)).toBe(true);
  expect(read.usages.at(-1)).toMatchObject({
    prompt_tokens: 16,
    completion_tokens: 9,
    total_tokens: 25,
    prompt_tokens_details: { cached_tokens: 4, cache_write_tokens: 2 },
    completion_tokens_details: { reasoning_tokens: 3 },
  });
  expect(upstream.ledger).toMatchObject([
    {
      usage: { inputTokens: 10, cacheReadTokens: 4, cacheWrite5mTokens: 2, outputTokens: 9 },
      complete: true,
    },
  ]);
});

it("interleaves the argument deltas of parallel calls when told to", async () => {
  const upstream = await startForTest();
  const script = { toolCalls: CALLS, chunks: 3 };
  const inTurn = readStream((await ask(upstream, { path: PATH, body: BODY, script })).text);
  expect(inTurn.callOrder).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
  const interleaved = { ...script, interleaveToolCalls: true };
  const mixed = readStream((await ask(upstream, { path: PATH, body: BODY, script: interleaved })).text);
  expect(mixed.callOrder).toEqual([0, 1, 0, 1, 0, 1, 0, 1]);
  expect(mixed.calls.map(({ json }) => JSON.parse(json))).toEqual(CALLS.map(({ input }) => input));
});

it("reports no usage in a stream that did not ask for it", async () => {
  const upstream = await startForTest();
  const read = readStream((await ask(upstream, { path: PATH, body: BODY })).text);
  expect(read.usages.every((usage) => usage === undefined)).toBe(true);
  expect(upstream.ledger).toMatchObject([{ reported: false, complete: true, usage: { outputTokens: 0 } }]);
});

it("answers in one piece", async () => {
  const upstream = await startForTest();
  const script = { toolCalls: CALLS };
  const seen = await ask(upstream, { path: PATH, body: { ...BODY, stream: false }, script });
  expect(seen.headers["content-length"]).toBe(String(seen.body.length));
  const answer = JSON.parse(seen.text);
  expect(answer).toMatchObject({ object: "chat.completion", model: "gpt-5.2" });
  expect(answer.choices[0]).toMatchObject({ finish_reason: "tool_calls", message: { content: null } });
  const [first] = answer.choices[0].message.tool_calls;
  expect({ ...first, id: "" }).toEqual({
    id: "",
    type: "function",
    function: { name: "sum", arguments: '{"a":1,"b":"zwei 🎉"}' },
  });
});

it("finishes a tool round trip without a script", async () => {
  const upstream = await startForTest();
  const tools = [{ type: "function", function: { name: "weather" } }];
  const user = { role: "user", content: [{ type: "text", text: 'use-tool:weather {"city":"Köln"}' }] };
  const first = await ask(upstream, { path: PATH, body: { model: "m", tools, messages: [user] } });
  const { message } = JSON.parse(first.text).choices[0];
  expect(message.tool_calls[0].function).toEqual({ name: "weather", arguments: '{"city":"Köln"}' });
  const result = { role: "tool", tool_call_id: message.tool_calls[0].id, content: "rain" };
  const second = await ask(upstream, {
    path: PATH,
    body: { model: "m", tools, messages: [user, message, result] },
  });
  expect(JSON.parse(second.text).choices[0]).toMatchObject({
    finish_reason: "stop",
    message: { content: "The tool answered: rain" },
  });
});

it("makes embeddings as numbers and as base64", async () => {
  const upstream = await startForTest();
  const body = { model: "e", input: ["a", "b"], dimensions: 4 };
  const numbers = JSON.parse((await ask(upstream, { path: "/v1/embeddings", body })).text);
  expect(numbers.data.map(({ embedding }: { embedding: number[] }) => embedding)).toEqual([
    [1, 0, 0, 0],
    [0, 1, 0, 0],
  ]);
  const encoded = JSON.parse(
    (await ask(upstream, { path: "/v1/embeddings", body: { ...body, encoding_format: "base64" } })).text,
  );
  const bytes = Buffer.from(encoded.data[1].embedding, "base64");
  expect([0, 4, 8, 12].map((at) => bytes.readFloatLE(at))).toEqual([0, 1, 0, 0]);
});

it("sends OpenAI errors by status, and in the stream", async () => {
  const upstream = await startForTest();
  const limited = await ask(upstream, { path: PATH, body: BODY, script: { status: 429 } });
  expect(JSON.parse(limited.text).error).toMatchObject({ code: "rate_limit_exceeded", param: null });
  const script = { errorFrame: { afterEvents: 2, status: 503, message: "no" } };
  const events = sseEvents((await ask(upstream, { path: PATH, body: BODY, script })).text);
  expect(events).toHaveLength(3);
  expect(JSON.parse(events[2]?.data ?? "")).toMatchObject({ error: { message: "no", type: "server_error" } });
});
