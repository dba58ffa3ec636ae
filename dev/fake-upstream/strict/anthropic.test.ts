import { describe, expect, it } from "vitest";
import { anthropicRequest } from "./anthropic";

const hello = { role: "user", content: "hello" };
const call = { type: "tool_use", id: "a", name: "f", input: {} };
const result = { type: "tool_result", tool_use_id: "a" };
const tool = { name: "f", input_schema: { type: "object" } };
const body = { model: "claude-sonnet-4-5", max_tokens: 4_096, messages: [hello] };
const user = (...content: object[]) => ({ role: "user", content });
const assistant = (...content: object[]) => ({ role: "assistant", content });
const judge = (members: object) => anthropicRequest.safeParse({ ...body, ...members }).success;

describe("the strict Messages schema", () => {
  it.each<[string, object]>([
    ["a plain request", {}],
    ["a call with its result", { tools: [tool], messages: [hello, assistant(call), user(result)] }],
    ["a system message", { messages: [hello, { role: "system", content: "be kind" }] }],
    ["thought", { thinking: { type: "enabled", budget_tokens: 1_024 } }],
    [
      "adaptive thought",
      { model: "claude-opus-4-8", thinking: { type: "adaptive" }, output_config: { effort: "max" } },
    ],
  ])("takes %s", (_, members) => {
    expect(judge(members)).toBe(true);
  });

  it.each<[string, object]>([
    ["an unknown member", { n: 2 }],
    ["no messages", { messages: [] }],
    ["no max_tokens", { max_tokens: undefined }],
    ["an assistant who begins", { messages: [assistant({ type: "text", text: "hi" })] }],
    ["a blank text", { messages: [user({ type: "text", text: " " })] }],
    ["an empty turn", { messages: [hello, assistant(), hello] }],
    ["trailing blanks", { messages: [hello, { role: "assistant", content: "so " }] }],
    ["a call without its result", { messages: [hello, assistant(call), hello] }],
    ["a call at the end", { messages: [hello, assistant(call)] }],
    ["a result of no call", { messages: [user(result)] }],
    ["a result twice", { messages: [hello, assistant(call), user(result, result)] }],
    [
      "text before a result",
      { messages: [hello, assistant(call), user({ type: "text", text: "x" }, result)] },
    ],
    ["two calls with one id", { messages: [hello, assistant(call, call), user(result)] }],
    [
      "an id with a colon",
      { messages: [hello, assistant({ ...call, id: "f:0" }), user({ ...result, tool_use_id: "f:0" })] },
    ],
    [
      "thought at the end",
      { messages: [hello, assistant({ type: "thinking", thinking: "t", signature: "s" }), hello] },
    ],
    [
      "a seal of the hub's",
      {
        messages: [
          hello,
          assistant(
            { type: "thinking", thinking: "", signature: "cch1.gemini.e30" },
            { type: "text", text: "x" },
          ),
          hello,
        ],
      },
    ],
    [
      "a picture of the assistant's",
      {
        messages: [
          hello,
          assistant({ type: "image", source: { type: "url", url: "https://x.test/a.png" } }),
          hello,
        ],
      },
    ],
    [
      "a bitmap",
      {
        messages: [
          user({ type: "image", source: { type: "base64", media_type: "image/bmp", data: "AAAA" } }),
        ],
      },
    ],
    ["a tool's name with a dot", { tools: [{ ...tool, name: "a.b" }] }],
    ["two tools of one name", { tools: [tool, tool] }],
    ["a schema of no object", { tools: [{ ...tool, input_schema: { type: "string" } }] }],
    [
      "a schema with a union at its top",
      { tools: [{ ...tool, input_schema: { type: "object", anyOf: [] } }] },
    ],
    ["a choice without tools", { tool_choice: { type: "auto" } }],
    ["the choice of an unknown tool", { tools: [tool], tool_choice: { type: "tool", name: "g" } }],
    ["a small budget", { thinking: { type: "enabled", budget_tokens: 1_023 } }],
    ["a budget of all", { thinking: { type: "enabled", budget_tokens: 4_096 } }],
    [
      "thought and a forced tool",
      {
        thinking: { type: "enabled", budget_tokens: 1_024 },
        tools: [tool],
        tool_choice: { type: "any" },
      },
    ],
    ["thought and temperature", { thinking: { type: "enabled", budget_tokens: 1_024 }, temperature: 0.5 }],
    ["a high temperature", { temperature: 1.1 }],
    [
      "a budget of a model without",
      { model: "claude-opus-4-8", thinking: { type: "enabled", budget_tokens: 1_024 } },
    ],
    ["sampling of a model without", { model: "claude-opus-5", temperature: 1 }],
    ["an effort of OpenAI's", { output_config: { effort: "minimal" } }],
    ["an open structure", { output_config: { format: { type: "json_schema", schema: { type: "object" } } } }],
    [
      "five cache markers",
      {
        messages: [
          user(
            ...Array.from({ length: 5 }, () => ({
              type: "text",
              text: "x",
              cache_control: { type: "ephemeral" },
            })),
          ),
        ],
      },
    ],
  ])("refuses %s", (_, members) => {
    expect(judge(members)).toBe(false);
  });
});
