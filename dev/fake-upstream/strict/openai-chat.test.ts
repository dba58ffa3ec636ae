import type { ChatCompletionCreateParams } from "openai/resources/chat/completions";
import { describe, expect, it } from "vitest";
import { strictOpenAiChatRequest } from "./openai-chat";

const HELLO = { role: "user", content: "Hello" };
const CALL = {
  role: "assistant",
  tool_calls: [
    { id: "a", type: "function", function: { name: "f", arguments: "{}" } },
    { id: "b", type: "function", function: { name: "f", arguments: "{}" } },
  ],
};
const answer = (id: string) => ({ role: "tool", tool_call_id: id, content: "1" });
const TOOL = { type: "function", function: { name: "f" } };
const OPEN = { type: "object", properties: { a: { type: "string" } } };

function isTaken(body: object): boolean {
  return strictOpenAiChatRequest.safeParse({ model: "gpt-4.1", messages: [HELLO], ...body }).success;
}

describe("what the API takes", () => {
  it.each<[string, object]>([
    ["a greeting", {}],
    ["calls with their answers in any order", { messages: [HELLO, CALL, answer("b"), answer("a"), HELLO] }],
    ["a function without parameters", { tools: [TOOL], tool_choice: "required" }],
    ["sampling", { temperature: 1.5, top_p: 0.1, stop: ["a"], logprobs: true, top_logprobs: 2 }],
  ])("%s", (_name, body) => {
    expect(isTaken(body)).toBe(true);
  });
});

describe("what the API refuses", () => {
  it.each<[string, object]>([
    ["an unknown member", { top_k: 3 }],
    ["an unknown member of a message", { messages: [{ ...HELLO, cache_control: { type: "ephemeral" } }] }],
    [
      "reasoning in a message",
      { messages: [HELLO, { role: "assistant", content: "x", reasoning_content: "y" }] },
    ],
    ["an empty assistant", { messages: [HELLO, { role: "assistant", content: null }] }],
    ["a call without its answer", { messages: [HELLO, CALL, answer("a")] }],
    ["a message between calls and answers", { messages: [HELLO, CALL, answer("a"), HELLO, answer("b")] }],
    ["an answer to nothing", { messages: [HELLO, answer("a")] }],
    ["an answer given twice", { messages: [HELLO, CALL, answer("a"), answer("b"), answer("b")] }],
    [
      "an image in a tool's answer",
      {
        messages: [
          HELLO,
          CALL,
          { ...answer("a"), content: [{ type: "image_url", image_url: { url: "https://a.example" } }] },
        ],
      },
    ],
    [
      "a long id",
      {
        messages: [
          HELLO,
          { ...CALL, tool_calls: [{ ...CALL.tool_calls[0], id: "x".repeat(41) }] },
          answer("x".repeat(41)),
        ],
      },
    ],
    ["a name with dots", { tools: [{ type: "function", function: { name: "a.b" } }] }],
    ["a choice without tools", { tool_choice: "auto" }],
    [
      "the choice of a tool that is not there",
      { tools: [TOOL], tool_choice: { type: "function", function: { name: "g" } } },
    ],
    [
      "a strict function with an open schema",
      { tools: [{ type: "function", function: { name: "f", parameters: OPEN, strict: true } }] },
    ],
    [
      "a strict answer with an open schema",
      { response_format: { type: "json_schema", json_schema: { name: "x", schema: OPEN, strict: true } } },
    ],
    ["JSON that nobody mentions", { response_format: { type: "json_object" } }],
    ["five stop sequences", { stop: ["1", "2", "3", "4", "5"] }],
    ["stream options without a stream", { stream_options: { include_usage: true } }],
    ["metadata without store", { metadata: { a: "1" } }],
    ["max_tokens for a reasoning model", { model: "gpt-5", max_tokens: 10 }],
    ["a temperature for a reasoning model", { model: "o3", temperature: 0.2 }],
    ["a long safety identifier", { safety_identifier: "x".repeat(65) }],
  ])("%s", (_name, body) => {
    expect(isTaken(body)).toBe(false);
  });
});

it("takes nothing that the SDK's types do not know", () => {
  const body: ChatCompletionCreateParams = strictOpenAiChatRequest.parse({
    model: "gpt-4.1",
    messages: [HELLO],
  });
  expect(body.messages).toEqual([HELLO]);
});
