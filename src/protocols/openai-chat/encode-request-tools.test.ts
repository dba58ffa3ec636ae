import { describe, expect, it } from "vitest";
import { encodeOpenAiChat as encode, expectOpenAiChat } from "../../../tests/support/strict-requests";
import { PLAIN, textPart } from "../ir/part";
import type { Tool } from "../ir/request";
import { assistant, type Case, call, lost, named, result, TOOL, user } from "./encode-request.fixtures";

const F = { type: "function", function: { name: "f", parameters: { type: "object", properties: {} } } };

const CASES: readonly Case[] = [
  ["completes a schema", { tools: [TOOL] }, { rest: { tools: [F] } }],
  [
    "is strict only with schemas that are",
    { tools: [{ ...TOOL, strict: true, parameters: { type: "object", properties: { a: {} } } }] },
    {
      rest: {
        tools: [
          {
            type: "function",
            function: { name: "f", parameters: { type: "object", properties: { a: {} } } },
          },
        ],
      },
      lost: lost("tool-strict"),
    },
  ],
  [
    "makes functions of custom tools for others",
    { tools: [{ kind: "custom", name: "apply_patch", description: null, format: null, ...PLAIN }] },
    {
      rest: { tools: [{ type: "function", function: expect.objectContaining({ name: "apply_patch" }) }] },
      lost: lost("custom-tool", "approximated"),
    },
    "deepseek-v4",
  ],
  [
    "drops a web search that the model lacks",
    { tools: [webSearch()] },
    { rest: {}, lost: lost("server-tool") },
  ],
  [
    "searches with models that do",
    { tools: [webSearch()] },
    { rest: { web_search_options: {} } },
    "gpt-5-search-api",
  ],
  [
    "drops the choice of a tool that is not there",
    { tools: [TOOL], toolChoice: { kind: "tool", name: "web_search" } },
    { rest: { tools: [F] }, lost: lost("tool-choice") },
  ],
  [
    "offers only the allowed tools where they cannot be named",
    {
      tools: [TOOL, { ...TOOL, name: "g" }],
      toolChoice: { kind: "allowed", names: ["f"], isRequired: true },
    },
    { rest: { tools: [F], tool_choice: "required" }, lost: lost("tool-choice", "approximated") },
    "mistral-large",
  ],
  [
    "leaves parallel calls to models that cannot be told",
    { tools: [TOOL], parallelToolCalls: false },
    { rest: { tools: [F] }, lost: lost("parallel-tool-calls") },
    "o4-mini",
  ],
];

function webSearch(): Tool {
  return { kind: "web-search", maxUses: null, allowedDomains: [], blockedDomains: [], ...PLAIN };
}

describe("a request of another protocol", () => {
  it.each(named(CASES))("$name", expectOpenAiChat);

  it("shortens names and ids the same way everywhere, and tells the names", () => {
    const name = `mcp__${"long_".repeat(20)}tool.v2`;
    const { messages, rest, toolNames } = encode({
      tools: [{ ...TOOL, name }],
      toolChoice: { kind: "tool", name },
      turns: [
        user(textPart("Go")),
        assistant(call("toolu_".repeat(10), name)),
        user(result("toolu_".repeat(10))),
      ],
    });
    const [[short = "", original] = []] = [...toolNames];
    expect(original).toBe(name);
    expect(short).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
    expect(rest).toMatchObject({
      tools: [{ function: { name: short } }],
      tool_choice: { function: { name: short } },
    });
    expect(JSON.stringify(messages)).toContain(short);
    expect(JSON.stringify(messages)).not.toContain("toolu_toolu_");
  });
});
