import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { strictOpenAiChatRequest } from "../../../dev/fake-upstream/strict/openai-chat";
import type { JsonObject, JsonValue } from "../ir/opaque";
import { openAiChatCodec } from "./codec";

const FOLDER = join(import.meta.dirname, "../../../tests/fixtures/openai-chat");

const fixtures = readdirSync(FOLDER).map(
  (name) => [name, JSON.parse(readFileSync(join(FOLDER, name), "utf8")) as JsonObject] as const,
);

function roundTrip(body: JsonObject) {
  const { value } = openAiChatCodec.decodeRequest({ body, wantsStream: false });
  return openAiChatCodec.encodeRequest(value, {
    model: String(body.model),
    wantsStream: value.wantsStream,
    modelMaxOutputTokens: null,
  });
}

describe("a request that stays in its protocol", () => {
  it.each(fixtures)("%s comes out as it went in", (_name, body) => {
    const { body: out, losses, toolNames, path } = roundTrip(body);
    expect(out).toEqual(body);
    expect(losses).toEqual([]);
    expect(toolNames.size).toBe(0);
    expect(path).toBe("/v1/chat/completions");
  });

  it.each(fixtures.filter(([name]) => name !== "compatible-server.json"))(
    "%s is what the API takes",
    (_name, body) => {
      expect(strictOpenAiChatRequest.safeParse(roundTrip(body).body).error?.issues ?? []).toEqual([]);
    },
  );
});

const HELLO = { role: "user", content: "Hello" };

/** What a client says, and what an upstream of the same protocol is told in its place. */
const MAPPED: readonly (readonly [name: string, model: string, body: JsonObject, expected: JsonObject])[] = [
  ["a bare stop sequence", "gpt-4.1", { stop: "END" }, { stop: ["END"] }],
  ["no stop sequences for reasoning models", "o3", { stop: "END" }, {}],
  ["max_tokens for OpenAI's models", "gpt-5", { max_tokens: 9 }, { max_completion_tokens: 9 }],
  ["max_completion_tokens for others", "qwen3-coder", { max_completion_tokens: 9 }, { max_tokens: 9 }],
  ["logprobs alone", "gpt-4.1", { logprobs: true }, { logprobs: true }],
  [
    "logprobs with a number",
    "gpt-4.1",
    { logprobs: true, top_logprobs: 3 },
    { logprobs: true, top_logprobs: 3 },
  ],
  ["an effort the model lacks", "o3", { reasoning_effort: "minimal" }, { reasoning_effort: "low" }],
  ["no thinking where it can be had", "gpt-5.1", { reasoning_effort: "none" }, { reasoning_effort: "none" }],
  [
    "no thinking where it cannot",
    "gpt-5-mini",
    { reasoning_effort: "none" },
    { reasoning_effort: "minimal" },
  ],
  ["effort of a model that does not reason", "gpt-4.1", { reasoning_effort: "low" }, {}],
  ["OpenRouter's effort", "gpt-5.2", { reasoning: { effort: "high" } }, { reasoning_effort: "high" }],
  ["OpenRouter's budget", "gpt-5.2", { reasoning: { max_tokens: 9000 } }, { reasoning_effort: "medium" }],
  ["thinking switched off", "gpt-5.2", { thinking: { type: "disabled" } }, { reasoning_effort: "none" }],
  [
    "any JSON",
    "gpt-4.1",
    { response_format: { type: "json_object" } },
    { response_format: { type: "json_object" } },
  ],
  ["plain text", "gpt-4.1", { response_format: { type: "text" } }, { response_format: { type: "text" } }],
  ["the user", "gpt-4.1", { user: "u" }, { safety_identifier: "u" }],
  ["both names of the user", "gpt-4.1", { user: "u", safety_identifier: "s" }, { user: "s" }],
  ["a tool choice without tools", "gpt-4.1", { tool_choice: "none" }, {}],
  ["a null member", "gpt-4.1", { temperature: null, seed: null }, {}],
  ["a member nobody knows", "gpt-4.1", { top_a: 0.3 }, { top_a: 0.3 }],
  [
    "legacy functions",
    "gpt-4.1",
    {
      functions: [{ name: "f", parameters: { type: "object", properties: {} } }],
      function_call: { name: "f" },
    },
    {
      tools: [{ type: "function", function: { name: "f", parameters: { type: "object", properties: {} } } }],
      tool_choice: { type: "function", function: { name: "f" } },
      parallel_tool_calls: false,
    },
  ],
  [
    "a cache marker on a tool",
    "gpt-4.1",
    { tools: [{ type: "function", function: { name: "f" }, cache_control: { type: "ephemeral" } }] },
    { tools: [{ type: "function", function: { name: "f" } }] },
  ],
];

it.each(MAPPED)("%s", (_name, model, body, expected) => {
  const { body: out } = roundTrip({ model, messages: [HELLO], ...body });
  expect(out).toEqual({ model, messages: [HELLO], ...expected });
});

const MESSAGES: readonly (readonly [name: string, messages: JsonValue[], expected: JsonValue[]])[] = [
  [
    "legacy calls",
    [
      HELLO,
      { role: "assistant", content: null, function_call: { name: "f", arguments: "{}" } },
      { role: "function", name: "f", content: "7" },
    ],
    [
      HELLO,
      {
        role: "assistant",
        content: null,
        tool_calls: [
          { id: expect.stringMatching(/^call_/), type: "function", function: { name: "f", arguments: "{}" } },
        ],
      },
      { role: "tool", tool_call_id: expect.stringMatching(/^call_/), content: "7" },
    ],
  ],
  [
    "cache markers on a message and on a part",
    [
      { role: "system", content: "S", cache_control: { type: "ephemeral" } },
      {
        role: "user",
        content: [{ type: "text", text: "T", cache_control: { type: "ephemeral", ttl: "1h" } }],
      },
    ],
    [
      { role: "system", content: "S" },
      { role: "user", content: [{ type: "text", text: "T" }] },
    ],
  ],
  [
    "an image given bare",
    [{ role: "user", content: [{ type: "image_url", image_url: "https://a.example/b.png" }] }],
    [{ role: "user", content: [{ type: "image_url", image_url: { url: "https://a.example/b.png" } }] }],
  ],
];

it.each(MESSAGES)("%s", (_name, messages, expected) => {
  expect(roundTrip({ model: "gpt-4.1", messages }).body.messages).toEqual(expected);
});

it("tells ids that a client uses twice apart, and each result's call", () => {
  const turn = (text: string): JsonObject[] => [
    {
      role: "assistant",
      tool_calls: [{ id: "call_0", type: "function", function: { name: text, arguments: "{}" } }],
    },
    { role: "tool", tool_call_id: "call_0", content: text },
  ];
  const { value } = openAiChatCodec.decodeRequest({
    body: { messages: [HELLO, ...turn("one"), ...turn("two")] },
    wantsStream: false,
  });
  const parts = value.turns.flatMap((each) => each.parts);
  const ids = parts.flatMap((part) => (part.kind === "tool-call" ? [part.id] : []));
  const results = parts.flatMap((part) => (part.kind === "tool-result" ? [[part.callId, part.name]] : []));
  expect(ids[0]).toBe("call_0");
  expect(ids[1]).not.toBe("call_0");
  expect(results).toEqual([
    [ids[0], "one"],
    [ids[1], "two"],
  ]);
});

it.each<[string, JsonValue, string]>([
  ["no object", [], "must be an object"],
  ["no messages", { model: "m" }, "messages: must hold at least one message"],
  ["a role of its own", { messages: [{ role: "wizard" }] }, "messages[0].role: must be"],
  ["a number for a text", { messages: [{ role: "user", content: 7 }] }, "messages[0].content: must be"],
  ["a text for a number", { messages: [HELLO], temperature: "hot" }, "temperature: must be a number"],
  [
    "an image without its address",
    { messages: [{ role: "user", content: [{ type: "image_url", image_url: {} }] }] },
    "messages[0].content[0].image_url.url: is required",
  ],
  [
    "a tool without a name",
    { messages: [HELLO], tools: [{ type: "function", function: {} }] },
    "tools[0].function.name",
  ],
  ["an unknown tool choice", { messages: [HELLO], tool_choice: "maybe" }, "tool_choice: must be"],
  [
    "a result that answers nothing",
    { messages: [{ role: "tool", content: "x" }] },
    "messages[0].tool_call_id",
  ],
])("refuses %s, and says where", (_name, body, message) => {
  expect(() => openAiChatCodec.decodeRequest({ body, wantsStream: false })).toThrow(message);
});
