import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { anthropicRequest } from "../../../dev/fake-upstream/strict/anthropic";
import type { JsonObject, JsonValue } from "../ir/opaque";
import { anthropicCodec } from "./codec";
import { isJsonArray, isJsonObject } from "./wire-reader";

const FIXTURES = fileURLToPath(new URL("../../../tests/fixtures/anthropic/", import.meta.url));

function fixture(name: string): JsonObject {
  return JSON.parse(readFileSync(`${FIXTURES}${name}`, "utf8"));
}

/** Different ways of saying the same: a string for one text block, a flag that is false, an empty list. */
function canonical(value: JsonValue, name = ""): JsonValue {
  if (isJsonArray(value)) return value.map((item) => canonical(item));
  if ((name === "content" || name === "system") && typeof value === "string") {
    return [{ type: "text", text: value }];
  }
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value)
    .filter(([key, member]) => !(key === "is_error" && member === false))
    .filter(([key, member]) => !(key === "tools" && isJsonArray(member) && member.length === 0))
    .map(([key, member]) => [key, key === "input" || key === "schema" ? member : canonical(member, key)]);
  return Object.fromEntries(members);
}

function roundTrip(body: JsonObject) {
  const { value, losses } = anthropicCodec.decodeRequest({ body, wantsStream: body.stream === true });
  const encoded = anthropicCodec.encodeRequest(value, {
    model: String(body.model),
    wantsStream: value.wantsStream,
    modelMaxOutputTokens: null,
  });
  return { body: encoded.body, losses: [...losses, ...encoded.losses] };
}

describe("requests of Claude Code", () => {
  it.each(readdirSync(FIXTURES))("come back whole: %s", (name) => {
    const body = fixture(name);
    const back = roundTrip(body);
    expect(canonical(back.body)).toEqual(canonical(body));
    expect(back.losses).toEqual([]);
  });

  it.each(readdirSync(FIXTURES))("pass the strict schema: %s", (name) => {
    expect(anthropicRequest.safeParse(fixture(name)).error?.issues ?? []).toEqual([]);
    expect(anthropicRequest.safeParse(roundTrip(fixture(name)).body).error?.issues ?? []).toEqual([]);
  });
});

const cached = { cache_control: { type: "ephemeral", ttl: "1h" } };
const user = (...content: JsonObject[]): JsonObject => ({ role: "user", content });
const assistant = (...content: JsonObject[]): JsonObject => ({ role: "assistant", content });
const hello = user({ type: "text", text: "hello" });
const call = { type: "tool_use", id: "toolu_1", name: "f", input: { a: [1, null] } };
const result = { type: "tool_result", tool_use_id: "toolu_1", content: [{ type: "text", text: "4" }] };
const tool = { name: "f", description: "d", input_schema: { type: "object", properties: {} } };
const schema = {
  type: "object",
  properties: { minimum: { type: "string" } },
  required: ["minimum"],
  additionalProperties: false,
};

const MEMBERS: readonly (readonly [string, JsonObject])[] = [
  ["system blocks with markers", { system: [{ type: "text", text: "be kind", ...cached }] }],
  ["a system message", { messages: [hello, { role: "system", content: [{ type: "text", text: "now" }] }] }],
  [
    "images",
    {
      messages: [
        user(
          { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" }, ...cached },
          { type: "image", source: { type: "url", url: "https://x.test/a.jpg" } },
          { type: "image", source: { type: "file", file_id: "file_1" } },
        ),
      ],
    },
  ],
  [
    "documents",
    {
      messages: [
        user(
          {
            type: "document",
            source: { type: "base64", media_type: "application/pdf", data: "AAAA" },
            title: "t",
            context: "c",
            citations: { enabled: true },
          },
          { type: "document", source: { type: "text", media_type: "text/plain", data: "words" } },
          { type: "document", source: { type: "url", url: "https://x.test/a.pdf" } },
          { type: "document", source: { type: "file", file_id: "file_2" } },
          { type: "document", source: { type: "content", content: [{ type: "text", text: "inner" }] } },
          {
            type: "document",
            source: {
              type: "content",
              content: [{ type: "image", source: { type: "url", url: "https://x.test/b.png" } }],
            },
          },
        ),
      ],
    },
  ],
  [
    "search results and uploads",
    {
      messages: [
        user(
          {
            type: "search_result",
            source: "s",
            title: "t",
            content: [{ type: "text", text: "x" }],
            ...cached,
          },
          { type: "container_upload", file_id: "file_3" },
        ),
      ],
    },
  ],
  [
    "a call and its result",
    {
      tools: [{ ...tool, ...cached, input_examples: [{ a: 1 }], strict: true, input_schema: schema }],
      messages: [
        hello,
        assistant(
          { type: "thinking", thinking: "hm", signature: "EqQB" },
          { ...call, caller: { type: "direct" } },
        ),
        user(
          {
            ...result,
            is_error: true,
            content: [
              { type: "text", text: "4" },
              { type: "image", source: { type: "base64", media_type: "image/gif", data: "AAAA" } },
              { type: "tool_reference", tool_name: "g" },
              {
                type: "search_result",
                source: "https://x.test",
                title: "X",
                content: [{ type: "text", text: "x" }],
              },
            ],
          },
          { type: "text", text: "and?" },
        ),
      ],
    },
  ],
  [
    "a result of nothing",
    {
      tools: [tool],
      messages: [hello, assistant(call), user({ type: "tool_result", tool_use_id: "toolu_1" })],
    },
  ],
  [
    "redacted thinking and a server tool's blocks",
    {
      tools: [
        { type: "web_search_20260209", name: "web_search", max_uses: 3, allowed_domains: ["x.test"] },
        { type: "code_execution_20250825", name: "code_execution" },
      ],
      messages: [
        hello,
        assistant(
          { type: "redacted_thinking", data: "EmwK" },
          { type: "server_tool_use", id: "srvtoolu_1", name: "web_search", input: { query: "q" } },
          { type: "web_search_tool_result", tool_use_id: "srvtoolu_1", content: [] },
          {
            type: "text",
            text: "found",
            citations: [
              {
                type: "web_search_result_location",
                url: "https://x.test",
                title: "X",
                encrypted_index: "Eo8B",
                cited_text: "c",
              },
            ],
          },
        ),
        hello,
      ],
    },
  ],
  [
    "a named tool, one at a time",
    { tools: [tool], tool_choice: { type: "tool", name: "f", disable_parallel_tool_use: true } },
  ],
  ["any tool", { tools: [tool], tool_choice: { type: "any" } }],
  ["no tool", { tools: [tool], tool_choice: { type: "none" } }],
  ["sampling", { temperature: 0.5, top_k: 4, stop_sequences: ["END"] }],
  ["a budget", { max_tokens: 4096, thinking: { type: "enabled", budget_tokens: 4095, display: "omitted" } }],
  ["no thought", { thinking: { type: "disabled" } }],
  ["an effort alone", { output_config: { effort: "low" } }],
  ["thought between tools", { thinking: { type: "between_tools" } }],
  ["a format", { output_config: { format: { type: "json_schema", schema } } }],
  ["a format as it was called first", { output_format: { type: "json_schema", schema } }],
  [
    "what only Anthropic has",
    {
      metadata: { user_id: "u" },
      service_tier: "standard_only",
      container: "c",
      mcp_servers: [{ type: "url", url: "https://x.test", name: "m" }],
      context_management: { edits: [{ type: "clear_tool_uses_20250919" }] },
      speed: "fast",
    },
  ],
];

describe("a Messages request", () => {
  it.each(MEMBERS)("comes back whole: %s", (_, members) => {
    const body = { model: "claude-sonnet-4-5", max_tokens: 1024, messages: [hello], ...members };
    const back = roundTrip(body);
    expect(back.body).toEqual(body);
    expect(back.losses).toEqual([]);
    expect(anthropicRequest.safeParse(back.body).error?.issues ?? []).toEqual([]);
  });
});
