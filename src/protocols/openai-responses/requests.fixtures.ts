import { readFileSync } from "node:fs";
import type { JsonObject, JsonValue } from "../ir/opaque";
import type { IrRequest } from "../ir/request";
import { openAiResponsesCodec as codec } from "./codec";

export const FIXTURES = ["codex-1", "codex-2", "codex-3"].map((name) => {
  const path = `${import.meta.dirname}/../../../tests/fixtures/clients/${name}.json`;
  return { name, body: JSON.parse(readFileSync(path, "utf8")).body as JsonObject };
});

/** All forms of the wire at once: what is said in its short form is written in its long one. */
export const EVERYTHING: JsonObject = {
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

export function decode(body: JsonValue): IrRequest {
  return codec.decodeRequest({ body, wantsStream: false }).value;
}

export function encode(request: IrRequest, model = "gpt-5") {
  return codec.encodeRequest(request, {
    model,
    wantsStream: request.wantsStream,
    modelMaxOutputTokens: null,
  });
}
