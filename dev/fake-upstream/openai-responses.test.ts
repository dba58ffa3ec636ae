import { expect, it } from "vitest";
import { ask, sseEvents, startForTest } from "./test-support";

const PATH = "/v1/responses";
const BODY = { model: "gpt-5-codex", stream: true, input: "hi" };

type Event = Record<string, unknown> & { type: string; sequence_number: number; output_index?: number };

function readEvents(text: string): Event[] {
  return sseEvents(text).map(({ name, data }) => {
    const event: Event = JSON.parse(data);
    expect(event.type).toBe(name);
    return event;
  });
}

it("streams reasoning, message and calls in the API's order with rising sequence numbers", async () => {
  const upstream = await startForTest();
  const script = {
    thinking: "so",
    text: "hello",
    toolCalls: [{ name: "sum", input: { a: 1 }, id: "call_own" }],
    chunks: 1,
    usage: { inputTokens: 8, cacheReadTokens: 2, outputTokens: 5, reasoningTokens: 1 },
  };
  const events = readEvents((await ask(upstream, { path: PATH, body: BODY, script })).text);
  expect(events.map(({ type }) => type.replace("response.", ""))).toEqual([
    "created",
    "in_progress",
    "output_item.added",
    "reasoning_summary_part.added",
    "reasoning_summary_text.delta",
    "reasoning_summary_text.done",
    "reasoning_summary_part.done",
    "output_item.done",
    "output_item.added",
    "content_part.added",
    "output_text.delta",
    "output_text.done",
    "content_part.done",
    "output_item.done",
    "output_item.added",
    "function_call_arguments.delta",
    "function_call_arguments.done",
    "output_item.done",
    "completed",
  ]);
  expect(events.map((event) => event.sequence_number)).toEqual(events.map((_, index) => index));
  const done = events.filter(({ type }) => type === "response.output_item.done").map(({ item }) => item);
  expect(events.at(-1)?.response).toMatchObject({
    status: "completed",
    model: "gpt-5-codex",
    output: done,
    usage: {
      input_tokens: 10,
      input_tokens_details: { cached_tokens: 2 },
      output_tokens: 5,
      output_tokens_details: { reasoning_tokens: 1 },
      total_tokens: 15,
    },
  });
  expect(done[2]).toMatchObject({ type: "function_call", call_id: "call_own", arguments: '{"a":1}' });
  expect(upstream.ledger).toMatchObject([{ usage: { inputTokens: 8, cacheReadTokens: 2 }, complete: true }]);
});

it("interleaves the calls' deltas when told to", async () => {
  const upstream = await startForTest();
  const toolCalls = [
    { name: "a", input: { one: 1 } },
    { name: "b", input: { two: 2 } },
  ];
  const script = { toolCalls, chunks: 2, interleaveToolCalls: true };
  const events = readEvents((await ask(upstream, { path: PATH, body: BODY, script })).text);
  const deltas = events.filter(({ type }) => type === "response.function_call_arguments.delta");
  expect(deltas.map((event) => event.output_index)).toEqual([0, 1, 0, 1]);
  const json = (index: number) =>
    deltas
      .filter((event) => event.output_index === index)
      .map(({ delta }) => delta)
      .join("");
  expect([json(0), json(1)]).toEqual(['{"one":1}', '{"two":2}']);
});

it("makes free-form calls of string inputs", async () => {
  const upstream = await startForTest();
  const script = { toolCalls: [{ name: "apply_patch", input: "*** Begin Patch" }] };
  const events = readEvents((await ask(upstream, { path: PATH, body: BODY, script })).text);
  expect(events.find(({ type }) => type === "response.custom_tool_call_input.done")).toMatchObject({
    input: "*** Begin Patch",
  });
  expect(events.at(-1)?.response).toMatchObject({
    output: [{ type: "custom_tool_call", name: "apply_patch", input: "*** Begin Patch" }],
  });
});

it("answers in one piece and echoes the request as the API does", async () => {
  const upstream = await startForTest();
  const body = { model: "m", input: "hi", instructions: "be kind", prompt_cache_key: "k", temperature: 0.5 };
  const answer = JSON.parse((await ask(upstream, { path: PATH, body, script: { text: "yes" } })).text);
  expect(answer).toMatchObject({
    object: "response",
    status: "completed",
    instructions: "be kind",
    prompt_cache_key: "k",
    temperature: 0.5,
    output: [{ type: "message", role: "assistant", content: [{ type: "output_text", text: "yes" }] }],
  });
});

it("ends incomplete answers with response.incomplete", async () => {
  const upstream = await startForTest();
  const events = readEvents(
    (await ask(upstream, { path: PATH, body: BODY, script: { stopReason: "length" } })).text,
  );
  expect(events.at(-1)).toMatchObject({
    type: "response.incomplete",
    response: { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } },
  });
});

it("tells errors as response.failed or as a lone error event", async () => {
  const upstream = await startForTest();
  const failed = { errorFrame: { afterEvents: 2 } };
  const events = readEvents((await ask(upstream, { path: PATH, body: BODY, script: failed })).text);
  expect(events.at(-1)).toMatchObject({
    type: "response.failed",
    response: { status: "failed", error: { code: "server_is_overloaded" } },
  });
  const lone = { errorFrame: { status: 429, responsesEvent: "error" as const } };
  const [only, ...others] = readEvents((await ask(upstream, { path: PATH, body: BODY, script: lone })).text);
  expect(only).toMatchObject({ type: "error", code: "rate_limit_exceeded" });
  expect(others).toEqual([]);
});

it("finishes a tool round trip without a script", async () => {
  const upstream = await startForTest();
  const tools = [{ type: "function", name: "exec_command" }];
  const user = {
    role: "user",
    content: [{ type: "input_text", text: 'use-tool:exec_command {"cmd":"ls"}' }],
  };
  const first = JSON.parse(
    (await ask(upstream, { path: PATH, body: { model: "m", tools, input: [user] } })).text,
  );
  const [call] = first.output;
  expect(call).toMatchObject({ type: "function_call", name: "exec_command", arguments: '{"cmd":"ls"}' });
  const result = { type: "function_call_output", call_id: call.call_id, output: "file.txt" };
  const later = { type: "message", role: "developer", content: [{ type: "input_text", text: "note" }] };
  const input = [user, call, result, later];
  const second = JSON.parse((await ask(upstream, { path: PATH, body: { model: "m", tools, input } })).text);
  expect(second.output[0].content[0].text).toBe("The tool answered: file.txt");
});

it("compacts", async () => {
  const upstream = await startForTest();
  const seen = await ask(upstream, { path: "/v1/responses/compact", body: { model: "m", input: "hi" } });
  expect(JSON.parse(seen.text)).toMatchObject({
    object: "response.compaction",
    output: [{ type: "compaction", encrypted_content: expect.any(String) }],
    usage: { input_tokens: 7 },
  });
});
