import { describe, expect, it } from "vitest";
import { openAiResponsesRequest } from "../../../dev/fake-upstream/strict/openai-responses";
import { EMPTY_REQUEST } from "../../../tests/support/ir-requests";
import type { JsonObject } from "../ir/opaque";
import { type Part, PLAIN, textPart } from "../ir/part";
import type { FunctionTool, IrRequest } from "../ir/request";
import { encode } from "./requests.fixtures";

/** What the real API says against a body. */
function complaints(body: JsonObject): string[] {
  return openAiResponsesRequest.safeParse(body).error?.issues.map(({ message }) => message) ?? [];
}

const TOOL: FunctionTool = {
  kind: "function",
  name: "read",
  description: "Reads a file",
  parameters: { type: "object", properties: { path: { type: "string" } }, required: ["path"] },
  strict: null,
  cache: { ttl: null },
  own: null,
};

function call(id: string, name: string): Part {
  return { kind: "tool-call", id, name, form: "function", input: '{"path":"a"}', opaque: null, ...PLAIN };
}

function result(callId: string, text: string): Part {
  return {
    kind: "tool-result",
    callId,
    name: null,
    form: "function",
    content: [textPart(text)],
    isError: false,
    ...PLAIN,
  };
}

function turn(role: "user" | "assistant", ...parts: Part[]) {
  return { role, parts, own: null };
}

/** What is sent for a request of another protocol; the real API takes all of it. */
function sent(request: IrRequest, model = "gpt-5") {
  const encoded = encode(request, model);
  expect(complaints(encoded.body)).toEqual([]);
  return encoded;
}

describe("a request from another protocol", () => {
  it("becomes items in the order of its parts, with one result per call", () => {
    const { body, losses } = sent({
      ...EMPTY_REQUEST,
      instructions: [
        { role: "system", parts: [textPart("a"), textPart("b")], own: null },
        { role: "developer", parts: [textPart("c")], own: null },
      ],
      turns: [
        turn("user", textPart("hi")),
        turn("assistant", textPart("well"), call("toolu_1", "read"), call("toolu_2", "read")),
        turn(
          "user",
          result("toolu_1", "x"),
          result("toolu_2", "y"),
          result("toolu_1", "again"),
          textPart("go on"),
        ),
      ],
      tools: [TOOL],
      toolChoice: { kind: "tool", name: "read" },
      maxOutputTokens: 4,
      stopSequences: ["END"],
      sampling: { ...EMPTY_REQUEST.sampling, temperature: 1, topK: 3, candidates: 2 },
      userId: JSON.stringify({ device_id: "d".repeat(64), session_id: "s" }),
    });
    expect(body).toEqual({
      model: "gpt-5",
      instructions: "a\nb\n\nc",
      input: [
        { type: "message", role: "user", content: [{ type: "input_text", text: "hi" }] },
        {
          type: "message",
          role: "assistant",
          content: [{ type: "output_text", text: "well", annotations: [] }],
        },
        { type: "function_call", call_id: "toolu_1", name: "read", arguments: '{"path":"a"}' },
        { type: "function_call", call_id: "toolu_2", name: "read", arguments: '{"path":"a"}' },
        { type: "function_call_output", call_id: "toolu_1", output: "x" },
        { type: "function_call_output", call_id: "toolu_2", output: "y" },
        { type: "message", role: "user", content: [{ type: "input_text", text: "go on" }] },
      ],
      tools: [
        {
          type: "function",
          name: "read",
          description: "Reads a file",
          strict: false,
          parameters: TOOL.parameters,
        },
      ],
      tool_choice: { type: "function", name: "read" },
      max_output_tokens: 16,
      safety_identifier: expect.stringMatching(/^[0-9a-f]{64}$/),
      store: false,
    });
    expect(losses.map(({ feature }) => feature).sort()).toEqual([
      ...[
        "cache-marker",
        "max-output-tokens",
        "multiple-candidates",
        "stop-sequences",
        "temperature",
        "top-k",
      ],
    ]);
  });

  it("asks for encrypted reasoning where it asks for reasoning, in the words the model knows", () => {
    const on = { mode: "on", effort: null, budgetTokens: 32_768, summary: null } as const;
    const request = { ...EMPTY_REQUEST, reasoning: on };
    expect(sent(request, "gpt-5").body).toMatchObject({
      reasoning: { effort: "high", summary: "auto" },
      include: ["reasoning.encrypted_content"],
    });
    expect(sent(request, "gpt-5.2").body).toMatchObject({ reasoning: { effort: "xhigh" } });
    const chat = sent(request, "gpt-4.1");
    expect(chat.body).toEqual({ model: "gpt-4.1", input: [], store: false });
    expect(chat.losses).toMatchObject([{ feature: "reasoning-config", kind: "dropped" }]);
    const off = encode(
      { ...EMPTY_REQUEST, reasoning: { ...on, mode: "off", budgetTokens: null } },
      "gpt-5.1",
    );
    expect(off.body).toEqual({ model: "gpt-5.1", input: [], store: false, reasoning: { effort: "none" } });
  });

  it("gives back reasoning that a client of another protocol kept for it", () => {
    const value = { id: "rs_1", encrypted_content: "gAAAA" };
    const opaque = { protocol: "openai-responses", value } as const;
    const thought: Part = { kind: "reasoning", text: "hm", opaque, isRedacted: false, ...PLAIN };
    expect(sent({ ...EMPTY_REQUEST, turns: [turn("assistant", thought)] }).body.input).toEqual([
      { type: "reasoning", summary: [{ type: "summary_text", text: "hm" }], ...value },
    ]);
  });

  it("reports what only its own protocol understood", () => {
    const own = { protocol: "anthropic", fields: { container: "c_1", speed: "fast" } } as const;
    expect(sent({ ...EMPTY_REQUEST, own }).losses).toEqual([
      { feature: "container", kind: "dropped", detail: "container" },
      { feature: "unknown-field", kind: "dropped", detail: "speed" },
    ]);
  });

  it("shortens names and ids the API does not take, alike wherever they stand, and tells the way back", () => {
    const name = `mcp__${"very_long_".repeat(8)}.tool`;
    const id = `call_${"x".repeat(80)}`;
    const { body, toolNames } = sent({
      ...EMPTY_REQUEST,
      tools: [{ ...TOOL, name }],
      toolChoice: { kind: "allowed", names: [name], isRequired: true },
      turns: [turn("assistant", call(id, name)), turn("user", result(id, "ok"))],
    });
    const [short] = [...toolNames.keys()];
    expect(toolNames).toEqual(new Map([[short, name]]));
    expect(short).toMatch(/^[a-zA-Z0-9_-]{64}$/);
    expect(body.tools).toMatchObject([{ name: short }]);
    expect(body.tool_choice).toMatchObject({ tools: [{ type: "function", name: short }] });
    const [called, answered] = body.input as [JsonObject, JsonObject];
    expect(called.name).toBe(short);
    expect(String(called.call_id).length).toBeLessThanOrEqual(64);
    expect(answered.call_id).toBe(called.call_id);
  });

  it("is strict only where the schema keeps to the rules of strict mode", () => {
    const closed = { ...TOOL.parameters, additionalProperties: false };
    const tools = [
      { ...TOOL, name: "a", strict: true, parameters: closed, cache: null },
      { ...TOOL, name: "b", strict: true, cache: null },
    ];
    const { body, losses } = sent({ ...EMPTY_REQUEST, tools });
    expect(body.tools).toMatchObject([{ strict: true }, { strict: false }]);
    expect(losses).toEqual([{ feature: "tool-strict", kind: "approximated", detail: "b" }]);
    const schema = { kind: "json-schema", name: null, description: null, strict: null } as const;
    const format = (parameters: JsonObject) =>
      sent({ ...EMPTY_REQUEST, outputFormat: { ...schema, schema: parameters } });
    expect(format(closed).body.text).toEqual({
      format: { type: "json_schema", name: "response", schema: closed, strict: true },
    });
    expect(format(TOOL.parameters ?? {}).losses).toMatchObject([{ feature: "output-format" }]);
  });

  it("carries images and files, also in results of tools", () => {
    const image: Part = {
      ...{ kind: "media", mediaType: "image/jpeg", source: { kind: "base64", data: "/9j/" } },
      ...{ name: null, detail: null, ...PLAIN },
    } as const;
    const pdf = {
      ...image,
      mediaType: "application/pdf",
      source: { kind: "base64", data: "JVBERi0=" },
    } as const;
    const uploaded = { ...image, source: { kind: "file-id", id: "file_1", protocol: "anthropic" } } as const;
    const seen: Part = {
      ...{ kind: "tool-result", callId: "c", name: null, form: "function", isError: true, ...PLAIN },
      content: [textPart("shot"), image],
    };
    const { body, losses } = sent({
      ...EMPTY_REQUEST,
      turns: [turn("user", image, pdf, uploaded), turn("assistant", call("c", "read")), turn("user", seen)],
    });
    const input_image = { type: "input_image", detail: "auto", image_url: "data:image/jpeg;base64,/9j/" };
    const file_data = "data:application/pdf;base64,JVBERi0=";
    expect(body.input).toEqual([
      {
        type: "message",
        role: "user",
        content: [input_image, { type: "input_file", filename: "file.pdf", file_data }],
      },
      { type: "function_call", call_id: "c", name: "read", arguments: '{"path":"a"}' },
      {
        type: "function_call_output",
        call_id: "c",
        output: [{ type: "input_text", text: "shot" }, input_image],
      },
    ]);
    expect(losses.map(({ feature }) => feature).sort()).toEqual(["file-id", "tool-error-flag"]);
  });
});
