import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openAiResponsesRequest } from "../../../dev/fake-upstream/strict/openai-responses";
import { EMPTY_REQUEST } from "../../../tests/support/ir-requests";
import { checkForeignFields } from "../ir/check-foreign-fields";
import type { JsonObject, JsonValue } from "../ir/opaque";
import { type Part, PLAIN, textPart } from "../ir/part";
import type { FunctionTool, IrRequest } from "../ir/request";
import { sealOpaque } from "../ir/seal-opaque";
import { TranslationError } from "../ir/translation-error";
import { openAiResponsesCodec as codec } from "./codec";

const FIXTURES = ["codex-1", "codex-2", "codex-3"].map((name) => {
  const path = `${import.meta.dirname}/../../../tests/fixtures/clients/${name}.json`;
  return { name, body: JSON.parse(readFileSync(path, "utf8")).body as JsonObject };
});

/** All forms of the wire at once: what is said in its short form is written in its long one. */
const EVERYTHING: JsonObject = {
  model: "gpt-5",
  instructions: "Be brief.",
  input: [
    { type: "message", role: "developer", content: [{ type: "input_text", text: "rules" }] },
    {
      type: "message",
      role: "user",
      content: [
        { type: "input_text", text: "look", prompt_cache_breakpoint: { mode: "explicit", ttl: "12h" } },
        { type: "input_image", detail: "high", image_url: "data:image/png;base64,iVBORw0KGgo=" },
        { type: "input_image", image_url: "https://example.com/a.png" },
        { type: "input_image", detail: "auto", file_id: "file-1" },
        { type: "input_file", filename: "a.pdf", file_data: "data:application/pdf;base64,JVBERi0=" },
        { type: "input_file", filename: "a.pdf", file_data: "JVBERi0=" },
        { type: "input_file", file_url: "https://example.com/b.pdf" },
        { type: "input_file", file_id: "file-2" },
        { type: "input_later", what: 1 },
      ],
    },
    {
      type: "reasoning",
      id: "rs_1",
      summary: [
        { type: "summary_text", text: "one" },
        { type: "summary_text", text: "two" },
      ],
      encrypted_content: "gAAAA",
    },
    {
      type: "message",
      id: "msg_1",
      status: "completed",
      role: "assistant",
      phase: "commentary",
      content: [
        {
          type: "output_text",
          text: "see there",
          annotations: [
            { type: "url_citation", start_index: 0, end_index: 3, title: "T", url: "https://e.com" },
          ],
          logprobs: [],
        },
        { type: "refusal", refusal: "no" },
      ],
    },
    {
      type: "function_call",
      id: "fc_1",
      call_id: "call_1",
      name: "f",
      arguments: '{"a":1}',
      status: "completed",
    },
    { type: "function_call", call_id: "call_2", name: "spawn", namespace: "agents", arguments: "{}" },
    { type: "custom_tool_call", id: "ctc_1", call_id: "call_3", name: "patch", input: "*** Begin" },
    { type: "web_search_call", id: "ws_1", status: "completed", action: { type: "search", query: "q" } },
    {
      type: "local_shell_call",
      id: "ls_1",
      call_id: "call_4",
      status: "completed",
      action: { type: "exec" },
    },
    { type: "function_call_output", call_id: "call_1", output: "done" },
    {
      type: "function_call_output",
      id: "fco_2",
      call_id: "call_2",
      output: [
        { type: "input_text", text: "picture" },
        { type: "input_image", detail: "auto", image_url: "data:image/png;base64,iVBORw0KGgo=" },
      ],
    },
    { type: "custom_tool_call_output", call_id: "call_3", output: "ok" },
    { type: "local_shell_call_output", id: "call_4", output: "{}" },
    { type: "item_reference", id: "msg_9" },
    { type: "message", role: "system", content: [{ type: "input_text", text: "later rules" }] },
  ],
  tools: [
    { type: "function", name: "f", description: "d", strict: true, parameters: { type: "object" } },
    {
      type: "namespace",
      name: "agents",
      description: "n",
      tools: [
        {
          type: "function",
          name: "spawn",
          strict: false,
          parameters: { type: "object" },
          defer_loading: true,
        },
        { type: "custom", name: "raw" },
      ],
    },
    {
      type: "custom",
      name: "patch",
      description: "p",
      format: { type: "grammar", syntax: "lark", definition: "s" },
    },
    { type: "web_search", filters: { allowed_domains: ["example.com"] }, search_context_size: "low" },
    { type: "code_interpreter", container: { type: "auto" } },
  ],
  tool_choice: {
    type: "allowed_tools",
    mode: "required",
    tools: [{ type: "function", name: "f" }, { type: "web_search" }],
  },
  parallel_tool_calls: false,
  max_output_tokens: 1_000,
  max_tool_calls: 3,
  reasoning: { effort: "high", summary: "concise", context: "auto" },
  text: {
    format: { type: "json_schema", name: "n", schema: { type: "object" }, strict: true },
    verbosity: "low",
  },
  include: ["reasoning.encrypted_content", "message.output_text.logprobs"],
  store: true,
  previous_response_id: "resp_1",
  truncation: "auto",
  metadata: { a: "b" },
  user: "u1",
  safety_identifier: "s1",
  service_tier: "flex",
  prompt_cache_key: "k",
  top_logprobs: 2,
  temperature: 0.5,
  top_p: 0.9,
  stream: true,
  stream_options: { include_obfuscation: false },
  _later: { x: 1 },
};

function decode(body: JsonValue): IrRequest {
  return codec.decodeRequest({ body, wantsStream: false }).value;
}

function encode(request: IrRequest, model = "gpt-5") {
  return codec.encodeRequest(request, {
    model,
    wantsStream: request.wantsStream,
    modelMaxOutputTokens: null,
  });
}

/** What the real API says against a body. */
function complaints(body: JsonObject): string[] {
  return openAiResponsesRequest.safeParse(body).error?.issues.map(({ message }) => message) ?? [];
}

describe("a request of the Responses API", () => {
  it.each(FIXTURES)("is the same after decoding and encoding: $name", ({ body }) => {
    const encoded = encode(decode(body), String(body.model));
    expect(encoded.body).toEqual(body);
    expect(encoded.losses).toEqual([]);
    expect(encoded.toolNames.size).toBe(0);
  });

  it("is the same with everything it can say", () => {
    expect(encode(decode(EVERYTHING)).body).toEqual(EVERYTHING);
  });

  it("means the same in its short forms", () => {
    const short = decode({ model: "m", input: "hi" });
    const long = decode({
      model: "m",
      input: [{ type: "message", role: "user", content: [{ type: "input_text", text: "hi" }] }],
    });
    expect(short).toEqual(long);
    const easy = decode({ model: "m", input: [{ role: "assistant", content: "yes" }] });
    expect(encode(easy).body.input).toEqual([
      { type: "message", role: "assistant", content: [{ type: "output_text", text: "yes" }] },
    ]);
  });

  it("puts the prompts before the conversation into the instructions", () => {
    const { instructions, turns } = decode(EVERYTHING);
    expect(instructions.map(({ role, parts }) => [role, parts[0]?.text])).toEqual([
      ["system", "Be brief."],
      ["developer", "rules"],
    ]);
    expect(turns[0]?.role).toBe("user");
    expect(turns.at(-1)?.role).toBe("system");
  });

  it("keeps the names of tools in namespaces apart, and the name of a call with its result", () => {
    const { tools, turns } = decode(EVERYTHING);
    expect(tools.map((tool) => ("name" in tool ? tool.name : tool.kind))).toEqual([
      ...["f", "agents__spawn", "agents__raw", "patch", "web-search", "opaque"],
    ]);
    const results = turns.flatMap(({ parts }) => parts).filter((part) => part.kind === "tool-result");
    expect(results.map(({ name, form }) => [name, form])).toEqual([
      ["f", "function"],
      ["agents__spawn", "function"],
      ["patch", "custom"],
    ]);
  });

  it("opens a sealed reasoning item, and never sends another vendor's to OpenAI", () => {
    const opaque = { protocol: "anthropic", value: "EqQB" } as const;
    const request = decode({
      model: "m",
      input: [
        {
          type: "reasoning",
          id: "rs_1",
          summary: [{ type: "summary_text", text: "hm" }],
          encrypted_content: sealOpaque(opaque),
        },
      ],
    });
    expect(request.turns[0]?.parts[0]).toMatchObject({ kind: "reasoning", text: "hm", opaque });
    const encoded = encode(request);
    expect(encoded.body.input).toEqual([]);
    expect(encoded.losses).toMatchObject([{ feature: "reasoning-content", kind: "dropped" }]);
  });

  it.each<[string, JsonValue, string]>([
    ["no object", [], ""],
    ["a number as input", { input: 3 }, "input"],
    ["an item that is none", { input: [3] }, "input[0]"],
    ["a role nobody has", { input: [{ role: "tool", content: "" }] }, "input[0].role"],
    [
      "a text without text",
      { input: [{ role: "user", content: [{ type: "input_text" }] }] },
      "input[0].content[0].text",
    ],
    ["a call without id", { input: [{ type: "function_call", name: "f" }] }, "input[0].call_id"],
    ["a tool without name", { tools: [{ type: "function" }] }, "tools[0].name"],
    ["a hot temperature", { input: "x", temperature: "hot" }, "temperature"],
    [
      "an image from nowhere",
      { input: [{ role: "user", content: [{ type: "input_image" }] }] },
      "input[0].content[0].image_url",
    ],
  ])("is refused with its place: %s", (_, body, path) => {
    expect(() => decode(body)).toThrow(expect.objectContaining({ code: "invalid_request", path }));
  });
});

describe("checkForeignFields", () => {
  it("lets nothing through that needs OpenAI's memory", () => {
    const bodies: JsonObject[] = [
      { input: "x", previous_response_id: "resp_1" },
      { input: "x", conversation: { id: "conv_1" } },
      { input: "x", background: true },
      { input: [{ type: "item_reference", id: "msg_1" }] },
      { input: [{ id: "msg_1" }] },
    ];
    for (const body of bodies) {
      expect(() => checkForeignFields(decode(body), "anthropic")).toThrow(TranslationError);
      expect(checkForeignFields(decode(body), "openai-responses")).toEqual([]);
    }
  });

  it("reports what other protocols have no place for, and nothing that Codex always says", () => {
    const request = decode({
      input: "x",
      truncation: "auto",
      include: ["web_search_call.results"],
      later: 1,
    });
    expect(
      checkForeignFields(request, "gemini")
        .map(({ feature }) => feature)
        .sort(),
    ).toEqual([...["include", "truncation", "unknown-field"]]);
    for (const { body } of FIXTURES) expect(checkForeignFields(decode(body), "anthropic")).toEqual([]);
  });
});

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

describe("counting tokens", () => {
  it("asks with what counts and nothing else", () => {
    const target = { model: "gpt-5", wantsStream: true, modelMaxOutputTokens: null };
    const { path, body } = codec.count?.encodeRequest(decode(EVERYTHING), target) ?? {};
    expect(path).toBe("/v1/responses/input_tokens");
    const { instructions, input, tools, tool_choice, parallel_tool_calls, reasoning, text } = EVERYTHING;
    expect(body).toEqual({
      ...{ model: "gpt-5", instructions, input, tools, tool_choice, parallel_tool_calls, reasoning, text },
      ...{ previous_response_id: "resp_1", truncation: "auto" },
    });
    expect(codec.count?.decodeAnswer(codec.count.encodeAnswer(17))).toBe(17);
    expect(() => codec.count?.decodeAnswer({})).toThrow(TranslationError);
  });
});
