import { describe, expect, it } from "vitest";
import { strictOpenAiChatRequest } from "../../../dev/fake-upstream/strict/openai-chat";
import { EMPTY_REQUEST } from "../../../tests/support/ir-requests";
import type { LossFeature } from "../ir/loss";
import { type MediaPart, type Part, PLAIN, type ToolResultPart, textPart } from "../ir/part";
import { type FunctionTool, type IrRequest, NO_SAMPLING, type Tool, type Turn } from "../ir/request";
import { encodeRequest } from "./encode-request";

const BARE: IrRequest = { ...EMPTY_REQUEST, turns: [user(textPart("Hello"))] };

function user(...parts: Part[]): Turn {
  return { role: "user", parts, own: null };
}

function assistant(...parts: Part[]): Turn {
  return { role: "assistant", parts, own: null };
}

function call(id: string, name = "f", input = "{}"): Part {
  return { kind: "tool-call", id, name, form: "function", input, opaque: null, ...PLAIN };
}

function result(callId: string, ...content: ToolResultPart["content"][number][]): ToolResultPart {
  return { kind: "tool-result", callId, name: "f", form: "function", content, isError: false, ...PLAIN };
}

function media(mediaType: string | null, source: MediaPart["source"], name: string | null = null): MediaPart {
  return { kind: "media", mediaType, source, name, detail: null, ...PLAIN };
}

const TOOL: FunctionTool = {
  kind: "function",
  name: "f",
  description: null,
  parameters: null,
  strict: null,
  ...PLAIN,
};
const F = { type: "function", function: { name: "f", parameters: { type: "object", properties: {} } } };
const IMAGE = media("image/png", { kind: "base64", data: "iVBORw0KGgo=" });
const IMAGE_PART = { type: "image_url", image_url: { url: "data:image/png;base64,iVBORw0KGgo=" } };

function encode(request: Partial<IrRequest>, model = "gpt-4.1", modelMaxOutputTokens: number | null = null) {
  const whole = { ...BARE, ...request };
  const { body, losses, toolNames } = encodeRequest(whole, {
    model,
    wantsStream: whole.wantsStream,
    modelMaxOutputTokens,
  });
  if (/^(?:gpt|o\d)/.test(model)) {
    expect(strictOpenAiChatRequest.safeParse(body).error?.issues ?? []).toEqual([]);
  }
  const { model: _model, messages, ...rest } = body;
  return { messages, rest, toolNames, lost: losses.map(({ feature, kind }) => `${feature} ${kind}`) };
}

type Case = readonly [
  name: string,
  request: Partial<IrRequest>,
  expected: { readonly messages?: unknown; readonly rest?: unknown; readonly lost?: readonly string[] },
  model?: string,
];

const lost = (feature: LossFeature, kind = "dropped") => [`${feature} ${kind}`];

const CASES: readonly Case[] = [
  [
    "joins a system prompt of several blocks",
    {
      instructions: [
        {
          role: "system",
          parts: [textPart("One."), { ...textPart("Two."), cache: { ttl: null } }],
          own: null,
        },
        { role: "system", parts: [textPart("Three.")], own: null },
      ],
    },
    {
      messages: [
        { role: "system", content: "One.\n\nTwo.\n\nThree." },
        { role: "user", content: "Hello" },
      ],
      lost: lost("cache-marker"),
    },
  ],
  [
    "says system where developer is not known",
    { instructions: [{ role: "developer", parts: [textPart("D")], own: null }] },
    {
      messages: [
        { role: "system", content: "D" },
        { role: "user", content: "Hello" },
      ],
      lost: lost("instruction-role", "approximated"),
    },
    "qwen3",
  ],
  [
    "answers calls at once, in the order of the results, and says the rest behind",
    {
      turns: [
        user(textPart("Go")),
        assistant(textPart("I go."), call("a"), call("b")),
        user(textPart("By the way"), result("b", textPart("B")), result("a", IMAGE, textPart("A"))),
      ],
    },
    {
      messages: [
        { role: "user", content: "Go" },
        {
          role: "assistant",
          content: "I go.",
          tool_calls: [
            { id: "a", type: "function", function: { name: "f", arguments: "{}" } },
            { id: "b", type: "function", function: { name: "f", arguments: "{}" } },
          ],
        },
        { role: "tool", tool_call_id: "b", content: "B" },
        { role: "tool", tool_call_id: "a", content: "A" },
        { role: "user", content: [expect.objectContaining({ type: "text" }), IMAGE_PART] },
        { role: "user", content: "By the way" },
      ],
      lost: lost("tool-result-media", "approximated"),
    },
  ],
  [
    "takes calls of one message together, and repeated results once",
    {
      turns: [
        user(textPart("Go")),
        assistant(call("a")),
        assistant(call("b")),
        user(result("a", textPart("1"))),
        user(result("b", textPart("2")), result("b", textPart("2"))),
      ],
    },
    {
      messages: [
        { role: "user", content: "Go" },
        {
          role: "assistant",
          content: null,
          tool_calls: [expect.objectContaining({ id: "a" }), expect.objectContaining({ id: "b" })],
        },
        { role: "tool", tool_call_id: "a", content: "1" },
        { role: "tool", tool_call_id: "b", content: "2" },
      ],
    },
  ],
  [
    "marks a failed tool",
    {
      turns: [
        user(textPart("Go")),
        assistant(call("a")),
        user({ ...result("a", textPart("no such file")), isError: true }),
      ],
    },
    {
      messages: expect.arrayContaining([
        { role: "tool", tool_call_id: "a", content: "[tool error]\n\nno such file" },
      ]),
      lost: lost("tool-error-flag", "approximated"),
    },
  ],
  [
    "answers a call nobody answered",
    { turns: [user(textPart("Go")), assistant(call("a")), user(textPart("Stop"))] },
    {
      messages: expect.arrayContaining([
        { role: "tool", tool_call_id: "a", content: expect.stringContaining("no result") },
      ]),
      lost: lost("conversation-state", "approximated"),
    },
  ],
  [
    "tells a result without its call",
    { turns: [user(result("gone", textPart("7")), textPart("And now?"))] },
    {
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "Result of the tool f:" },
            { type: "text", text: "7" },
            { type: "text", text: "And now?" },
          ],
        },
      ],
      lost: lost("conversation-state", "approximated"),
    },
  ],
  [
    "sends PDFs as files",
    { turns: [user(media("application/pdf", { kind: "base64", data: "JVBERg==" }))] },
    {
      messages: [
        {
          role: "user",
          content: [
            {
              type: "file",
              file: { filename: "document.pdf", file_data: "data:application/pdf;base64,JVBERg==" },
            },
          ],
        },
      ],
    },
  ],
  [
    "says what it could not attach",
    { turns: [user(media(null, { kind: "file-id", id: "file_1", protocol: "anthropic" }, "plan.docx"))] },
    {
      messages: [{ role: "user", content: [{ type: "text", text: expect.stringContaining("plan.docx") }] }],
      lost: lost("file-id"),
    },
  ],
  [
    "tells the address of a document",
    { turns: [user(media("application/pdf", { kind: "url", url: "https://a.example/b.pdf" }))] },
    {
      messages: [
        {
          role: "user",
          content: [{ type: "text", text: expect.stringContaining("https://a.example/b.pdf") }],
        },
      ],
      lost: lost("media", "approximated"),
    },
  ],
  [
    "leaves reasoning out for OpenAI",
    {
      turns: [
        user(textPart("Go")),
        assistant(
          { kind: "reasoning", text: "hm", opaque: null, isRedacted: false, ...PLAIN },
          textPart("Yes"),
        ),
        user(textPart("And?")),
      ],
    },
    {
      messages: [
        { role: "user", content: "Go" },
        { role: "assistant", content: "Yes" },
        { role: "user", content: "And?" },
      ],
      lost: lost("reasoning-content"),
    },
  ],
  [
    "gives reasoning back with the calls it led to",
    {
      turns: [
        user(textPart("Go")),
        assistant({ kind: "reasoning", text: "hm", opaque: null, isRedacted: false, ...PLAIN }, call("a")),
        user(result("a")),
      ],
    },
    {
      messages: expect.arrayContaining([
        expect.objectContaining({ role: "assistant", reasoning_content: "hm" }),
      ]),
    },
    "kimi-k2",
  ],
  [
    "gives OpenRouter its details back, whoever made the model",
    {
      turns: [
        user(textPart("Go")),
        assistant(
          {
            kind: "reasoning",
            text: "hm",
            opaque: { protocol: "openai-chat", value: [{ type: "reasoning.encrypted", data: "x" }] },
            isRedacted: false,
            ...PLAIN,
          },
          textPart("Yes"),
        ),
      ],
    },
    {
      messages: [
        { role: "user", content: "Go" },
        {
          role: "assistant",
          content: "Yes",
          reasoning_content: "hm",
          reasoning_details: [{ type: "reasoning.encrypted", data: "x" }],
        },
      ],
    },
    "openai/gpt-5.2",
  ],
  [
    "gives DeepSeek the member it insists on",
    { turns: [user(textPart("Go")), assistant(call("a")), user(result("a"))] },
    {
      messages: expect.arrayContaining([
        expect.objectContaining({ role: "assistant", reasoning_content: "" }),
      ]),
    },
    "deepseek-v4",
  ],
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
  [
    "sends four stop sequences",
    { stopSequences: ["1", "2", "3", "4", "5"] },
    { rest: { stop: ["1", "2", "3", "4"] }, lost: lost("stop-sequences") },
  ],
  [
    "has no top_k",
    { sampling: { ...NO_SAMPLING, topK: 64, temperature: 0.5 } },
    { rest: { temperature: 0.5 }, lost: lost("top-k") },
  ],
  [
    "keeps sampling from reasoning models",
    { sampling: { ...NO_SAMPLING, temperature: 0.5, topP: 1, seed: 3 } },
    { rest: { seed: 3 }, lost: lost("temperature") },
    "gpt-5",
  ],
  [
    "samples where thinking is off",
    {
      sampling: { ...NO_SAMPLING, temperature: 0.5 },
      reasoning: { mode: "off", effort: null, budgetTokens: null, summary: null },
    },
    { rest: { temperature: 0.5, reasoning_effort: "none" } },
    "gpt-5.2",
  ],
  [
    "turns a budget into an effort",
    { reasoning: { mode: "on", effort: null, budgetTokens: 31_999, summary: "auto" } },
    {
      rest: { reasoning_effort: "high" },
      lost: [...lost("reasoning-summary"), ...lost("reasoning-config", "approximated")],
    },
    "gpt-5.2",
  ],
  [
    "leaves adaptive thinking to the model",
    { reasoning: { mode: "adaptive", effort: null, budgetTokens: null, summary: null } },
    { rest: {} },
    "gpt-5.2",
  ],
  [
    "says JSON where nobody did",
    { outputFormat: { kind: "json" } },
    {
      messages: [expect.objectContaining({ role: "system" }), { role: "user", content: "Hello" }],
      rest: { response_format: { type: "json_object" } },
    },
  ],
  [
    "holds a schema to its rules where it keeps them",
    {
      outputFormat: {
        kind: "json-schema",
        name: null,
        description: null,
        schema: { type: "object", properties: {}, required: [], additionalProperties: false },
        strict: null,
      },
    },
    {
      rest: {
        response_format: {
          type: "json_schema",
          json_schema: {
            name: "answer",
            schema: { type: "object", properties: {}, required: [], additionalProperties: false },
            strict: true,
          },
        },
      },
    },
  ],
  [
    "guides by a schema that does not",
    {
      outputFormat: {
        kind: "json-schema",
        name: "x y",
        description: null,
        schema: { type: "object" },
        strict: true,
      },
    },
    {
      rest: {
        response_format: {
          type: "json_schema",
          json_schema: { name: expect.stringMatching(/^x_y_/), schema: { type: "object" } },
        },
      },
      lost: lost("output-format", "approximated"),
    },
  ],
  [
    "shortens a user's id",
    { userId: "x".repeat(200) },
    {
      rest: { safety_identifier: expect.stringMatching(/^[0-9a-f]{64}$/) },
      lost: lost("user-id", "approximated"),
    },
  ],
  [
    "keeps metadata with what is stored",
    { metadata: { a: "1", b: 2 }, store: true },
    { rest: { store: true, metadata: { a: "1" } }, lost: lost("metadata", "approximated") },
  ],
  ["loses metadata otherwise", { metadata: { a: "1" } }, { rest: {}, lost: lost("metadata") }],
  [
    "keeps what only OpenAI knows from others",
    { promptCacheKey: "k", serviceTier: "priority", store: true, verbosity: "low" },
    {
      rest: {},
      lost: [...lost("service-tier"), ...lost("store"), ...lost("prompt-cache-key"), ...lost("verbosity")],
    },
    "glm-5",
  ],
  [
    "asks for the usage of streams",
    { wantsStream: true },
    { rest: { stream: true, stream_options: { include_usage: true } } },
  ],
  [
    "reports what only another protocol knows",
    { own: { protocol: "anthropic", fields: { container: "c", context_management: {} } } },
    { rest: {}, lost: [...lost("container"), ...lost("context-management")] },
  ],
];

function webSearch(): Tool {
  return { kind: "web-search", maxUses: null, allowedDomains: [], blockedDomains: [], ...PLAIN };
}

describe("a request of another protocol", () => {
  const cases = CASES.map(([name, request, expected, model]) => ({ name, request, expected, model }));

  it.each(cases)("$name", ({ request, expected, model }) => {
    const { messages, rest, lost: found } = encode(request, model);
    if (expected.messages) expect(messages).toEqual(expected.messages);
    if (expected.rest) expect(rest).toEqual(expected.rest);
    expect(found).toEqual(expected.lost ?? []);
  });

  it("asks for no more output than the model has", () => {
    const { rest, lost: found } = encode({ maxOutputTokens: 64_000 }, "gpt-4o", 16_384);
    expect(rest).toEqual({ max_completion_tokens: 16_384 });
    expect(found).toEqual(lost("max-output-tokens", "approximated"));
  });

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
