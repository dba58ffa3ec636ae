import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openAiResponsesRequest } from "./openai-responses";

function fixture(name: string): Record<string, unknown> {
  const path = `${import.meta.dirname}/../../../tests/fixtures/clients/${name}.json`;
  return JSON.parse(readFileSync(path, "utf8")).body;
}

function complaints(body: unknown): string[] {
  return openAiResponsesRequest.safeParse(body).error?.issues.map(({ message }) => message) ?? [];
}

const CALL = { type: "function_call", call_id: "c", name: "f", arguments: "{}" };
const OUTPUT = { type: "function_call_output", call_id: "c", output: "x" };
const LOOSE = { type: "object", properties: { a: {} } };

describe("the strict schema of Responses requests", () => {
  it.each(["codex-1", "codex-2", "codex-3"])("takes what Codex sends: %s", (name) => {
    expect(complaints(fixture(name))).toEqual([]);
  });

  it("takes the least there is", () => {
    expect(complaints({ model: "gpt-4.1", input: "x" })).toEqual([]);
    expect(complaints({ model: "gpt-4.1", input: [CALL, OUTPUT] })).toEqual([]);
  });

  it.each<[string, Record<string, unknown>]>([
    ["a call without output", { input: [CALL] }],
    ["an output without call", { input: [OUTPUT] }],
    ["two outputs of a call", { input: [CALL, OUTPUT, OUTPUT] }],
    ["an output of the other kind", { input: [CALL, { ...OUTPUT, type: "custom_tool_call_output" }] }],
    ["an unknown member", { input: "x", stop: ["a"] }],
    [
      "words of the model called input",
      { input: [{ role: "assistant", content: [{ type: "input_text", text: "x" }] }] },
    ],
    [
      "a cache marker of Anthropic",
      { input: [{ role: "user", content: [{ type: "input_text", text: "x", cache_control: {} }] }] },
    ],
    [
      "a sealed signature",
      { input: [{ type: "reasoning", summary: [], encrypted_content: "cch1.gemini.e30" }] },
    ],
    [
      "a tool's name that is too long",
      { input: "x", tools: [{ type: "function", name: "a".repeat(65), parameters: null, strict: false }] },
    ],
    [
      "a loose schema in strict mode",
      { input: "x", tools: [{ type: "function", name: "f", parameters: LOOSE, strict: true }] },
    ],
    ["a choice of no tool", { input: "x", tool_choice: { type: "function", name: "f" } }],
    ["sampling of a reasoning model", { input: "x", model: "gpt-5", temperature: 1 }],
    ["too few output tokens", { input: "x", max_output_tokens: 1 }],
    ["nothing to answer", {}],
  ])("refuses %s", (_, members) => {
    expect(complaints({ model: "gpt-4.1", ...members })).not.toEqual([]);
  });
});
