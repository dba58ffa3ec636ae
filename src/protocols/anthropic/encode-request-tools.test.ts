import { describe, expect, it } from "vitest";
import { encodeAnthropic as encode } from "../../../tests/support/strict-requests";
import { PLAIN, textPart } from "../ir/part";
import type { IrRequest, Tool } from "../ir/request";
import { BUDGET, tool, toolCall, toolResult, turn } from "./test-support";

describe("tools", () => {
  it("are functions with names that fit, in calls and choices too", () => {
    const name = "mcp.server/tool é";
    const { body, toolNames } = encode(BUDGET, {
      tools: [tool(name, { parameters: { properties: { a: {} } } }), tool("plain")],
      toolChoice: { kind: "tool", name },
      parallelToolCalls: false,
      turns: [
        turn("user", textPart("x")),
        turn("assistant", toolCall("a", name)),
        turn("user", toolResult("a")),
      ],
    });
    const [safe] = toolNames.keys();
    expect([...toolNames]).toEqual([[expect.stringMatching(/^mcp_server_tool___[0-9a-f]{8}$/), name]]);
    expect(body).toMatchObject({
      tools: [{ name: safe, input_schema: { type: "object" } }, { name: "plain" }],
      tool_choice: { type: "tool", name: safe, disable_parallel_tool_use: true },
      messages: [{}, { content: [{ name: safe }] }, {}],
    });
  });

  it("with long names keep them apart", () => {
    const names = ["a", "b"].map((end) => "x".repeat(200) + end);
    const { body, toolNames } = encode(BUDGET, { tools: names.map((name) => tool(name)) });
    expect([...toolNames.values()]).toEqual(names);
    expect(body.tools).toHaveLength(2);
  });

  it("of free text are functions of one text", () => {
    const custom: Tool = {
      kind: "custom",
      name: "apply_patch",
      description: "d",
      format: { type: "text" },
      ...PLAIN,
    };
    const { body, lost } = encode(BUDGET, {
      tools: [custom],
      turns: [
        turn("user", textPart("x")),
        turn("assistant", { ...toolCall("a", "apply_patch", "*** Begin"), form: "custom" } as never),
        turn("user", toolResult("a")),
      ],
    });
    expect(body).toMatchObject({
      tools: [{ name: "apply_patch", input_schema: { required: ["input"] } }],
      messages: [{}, { content: [{ input: { input: "*** Begin" } }] }, {}],
    });
    expect(lost).toEqual(["custom-tool approximated"]);
  });

  it("of other vendors are lost; web search is everyone's", () => {
    const { body, lost } = encode(BUDGET, {
      tools: [
        { kind: "opaque", what: "namespace", opaque: { protocol: "openai-responses", value: {} }, ...PLAIN },
        { kind: "web-search", maxUses: null, allowedDomains: ["a"], blockedDomains: ["b"], ...PLAIN },
        tool("web_search"),
      ],
    });
    expect(body.tools).toMatchObject([
      { type: "web_search_20250305", name: "web_search", allowed_domains: ["a"] },
      { name: expect.stringMatching(/^web_search_[0-9a-f]{8}$/) },
    ]);
    expect(lost).toEqual(["server-tool dropped", "server-tool approximated"]);
  });

  it("that are strict have schemas that fit", () => {
    const parameters = { type: "object", properties: { a: { type: "integer", minimum: 1 } } };
    const tools = [tool("f", { strict: true, parameters })];
    expect(encode(BUDGET, { tools }).body.tools).toMatchObject([
      { strict: true, input_schema: { additionalProperties: false, properties: { a: { type: "integer" } } } },
    ]);
    expect(encode("claude-3-haiku-20240307", { tools }).lost).toEqual(["tool-strict dropped"]);
  });

  it("have no unions at the top of their schemas", () => {
    const { lost } = encode(BUDGET, { tools: [tool("f", { parameters: { anyOf: [{ type: "object" }] } })] });
    expect(lost).toEqual(["tool-schema approximated"]);
  });

  it.each<[string, Partial<IrRequest>, unknown, string[]]>([
    ["none", { toolChoice: { kind: "none" }, parallelToolCalls: false }, { type: "none" }, []],
    ["parallel", { parallelToolCalls: true }, undefined, []],
    ["one at a time", { parallelToolCalls: false }, { type: "auto", disable_parallel_tool_use: true }, []],
    ["an unknown one", { toolChoice: { kind: "tool", name: "g" } }, undefined, ["tool-choice dropped"]],
    [
      "one without tools",
      { tools: [], toolChoice: { kind: "required" } },
      undefined,
      ["tool-choice dropped"],
    ],
    [
      "some",
      { toolChoice: { kind: "allowed", names: ["f"], isRequired: true } },
      { type: "any" },
      ["tool-choice approximated"],
    ],
  ])("are chosen: %s", (_, members, expected, losses) => {
    const { body, lost } = encode(BUDGET, { tools: [tool("f"), tool("h")], ...members });
    expect(body.tool_choice).toEqual(expected);
    expect(lost).toEqual(losses);
  });
});
