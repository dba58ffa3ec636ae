import { describe, expect, it } from "vitest";
import { PromptTexts } from "./prompt-texts";

function textsOf(body: unknown): string[] {
  const texts = new PromptTexts(Buffer.from(JSON.stringify(body)));
  const found: string[] = [];
  for (let text = texts.next(); text !== null; text = texts.next()) found.push(text);
  return found;
}

const IMAGE = "iVBORw0KGgo".repeat(20);

describe("PromptTexts", () => {
  it("reads all of a Messages request that the model reads, tool results included", () => {
    const texts = textsOf({
      model: "claude-sonnet-4-5",
      metadata: { user_id: "somebody" },
      system: [{ type: "text", text: "S1", cache_control: { type: "ephemeral", ttl: "1h" } }],
      tools: [
        {
          name: "grep",
          description: "D1",
          input_schema: { type: "object", properties: { P1: { type: "string", description: "D2" } } },
        },
      ],
      messages: [
        { role: "user", content: "U1" },
        {
          role: "assistant",
          content: [
            { type: "thinking", thinking: "T1", signature: IMAGE },
            { type: "tool_use", id: "toolu_1", name: "grep", input: { type: "I1", K1: { K2: "I2" } } },
          ],
        },
        {
          role: "user",
          content: [
            { type: "tool_result", tool_use_id: "toolu_1", content: [{ type: "text", text: "R1" }] },
            { type: "tool_result", tool_use_id: "toolu_1", content: "R2" },
            { type: "image", source: { type: "base64", media_type: "image/png", data: IMAGE } },
            { type: "document", source: { type: "text", media_type: "text/plain", data: "F1 plain" } },
          ],
        },
        { role: "system", content: "S2" },
      ],
      stop_sequences: ["stop"],
    });
    expect(texts).toEqual([
      ...["S1", "grep", "D1", "P1", "D2", "U1", "T1", "grep"],
      ...["type", "I1", "K1", "K2", "I2", "R1", "R2", "F1 plain", "S2"],
    ]);
  });

  it("reads Chat Completions, Responses and Gemini requests", () => {
    expect(
      textsOf({
        messages: [
          { role: "tool", tool_call_id: "call_1", content: "R1" },
          {
            role: "user",
            content: [{ type: "image_url", image_url: { url: `data:image/png;base64,${IMAGE}` } }],
          },
          {
            role: "assistant",
            tool_calls: [{ id: "c", type: "function", function: { name: "N1", arguments: '{"a":1}' } }],
          },
        ],
      }),
    ).toEqual(["R1", "N1", '{"a":1}']);
    expect(
      textsOf({
        instructions: "S1",
        input: [
          { type: "message", role: "developer", content: [{ type: "input_text", text: "U1" }] },
          { type: "function_call_output", call_id: "call_1", output: "R1" },
          {
            type: "reasoning",
            id: "rs_1",
            summary: [{ type: "summary_text", text: "T1" }],
            encrypted_content: IMAGE,
          },
        ],
        prompt_cache_key: "key",
        reasoning: { effort: "high", summary: "auto" },
      }),
    ).toEqual(["S1", "U1", "R1", "T1"]);
    expect(
      textsOf({
        systemInstruction: { role: "user", parts: [{ text: "S1" }] },
        contents: [
          { role: "user", parts: [{ text: "U1" }, { inlineData: { mimeType: "image/png", data: IMAGE } }] },
          { role: "user", parts: [{ functionResponse: { name: "N1", response: { output: "R1" } } }] },
        ],
      }),
    ).toEqual(["S1", "U1", "N1", "output", "R1"]);
  });

  it("reads what the hub does not know, and prose where identifiers or bytes belong", () => {
    expect(
      textsOf({ future: { inner: ["X1"] }, messages: [{ role: "user and more", data: "short" }] }),
    ).toEqual(["X1", "user and more", "short"]);
    expect(textsOf({ input: "X1" })).toEqual(["X1"]);
  });
});
