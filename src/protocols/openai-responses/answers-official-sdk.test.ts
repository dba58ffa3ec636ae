import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import { EMPTY_REQUEST } from "../../../tests/support/ir-requests";
import { streamOfResponse } from "../../../tests/support/stream-of-response";
import type { JsonObject } from "../ir/opaque";
import { type Part, PLAIN, textPart } from "../ir/part";
import { answer, encodeStream, FACTS, finish, reasoning } from "./answers.fixtures";
import { openAiResponsesCodec as codec } from "./codec";

describe("the official SDK", () => {
  it("53: reads a stream: text, reasoning, parallel and custom calls, usage", async () => {
    const call = { kind: "tool-call", form: "function", opaque: null, ...PLAIN } as const;
    const parts: Part[] = [
      reasoning("hm", { protocol: "anthropic", value: "sig" }),
      textPart("Hello"),
      { ...call, id: "c1", name: "f", input: '{"a":1}' },
      { ...call, id: "c2", name: "agents__spawn", input: '{"b":2}' },
      { ...call, id: "c3", name: "patch", input: '{"input":"free"}' },
    ];
    const { text } = encodeStream(streamOfResponse(answer(parts, "tool-calls"), 2));
    const client = new OpenAI({
      apiKey: "sk-test",
      fetch: async () => new Response(text, { headers: { "content-type": "text/event-stream" } }),
    });
    const seen: string[] = [];
    const stream = client.responses.stream({ model: "m", input: "hi" });
    stream.on("response.output_text.delta", ({ delta }) => seen.push(delta));
    const final = await stream.finalResponse();
    expect(seen.join("")).toBe("Hello");
    expect(final.output_text).toBe("Hello");
    expect(final.output.map(({ type }) => type)).toEqual([
      ...["reasoning", "message", "function_call", "function_call", "custom_tool_call"],
    ]);
    expect(final.usage).toMatchObject({ input_tokens: 8, output_tokens: 7, total_tokens: 15 });
    expect(final.status).toBe("completed");
  });

  it("keeps items apart whose deltas interleave, numbered without a gap", () => {
    const start = { candidate: 0, form: "function", opaque: null } as const;
    const { events } = encodeStream([
      { kind: "start", id: null, model: null, usage: null },
      { kind: "tool-input-start", block: 0, id: "a", name: "f", ...start },
      { kind: "tool-input-start", block: 1, id: "b", name: "f", ...start },
      { kind: "tool-input-delta", block: 1, text: '{"b"' },
      { kind: "tool-input-delta", block: 0, text: '{"a":1}' },
      { kind: "tool-input-delta", block: 1, text: ":2}" },
      { kind: "tool-input-end", block: 1 },
      { kind: "tool-input-end", block: 0 },
      { kind: "text-start", block: 2, candidate: 1 },
      { kind: "text-delta", block: 2, text: "another candidate" },
      { kind: "finish", candidate: 0, finish: finish("tool-calls") },
      { kind: "end", usage: null },
    ]);
    const data = events.map((event) => JSON.parse(event.data));
    expect(data.map((event) => event.sequence_number)).toEqual(data.map((_, index) => index));
    expect(data.map((event) => [event.type.replace("response.", ""), event.output_index])).toEqual([
      ["created", undefined],
      ["in_progress", undefined],
      ["output_item.added", 0],
      ["function_call_arguments.delta", 0],
      ["function_call_arguments.done", 0],
      ["output_item.done", 0],
      ["output_item.added", 1],
      ["function_call_arguments.delta", 1],
      ["function_call_arguments.done", 1],
      ["output_item.done", 1],
      ["completed", undefined],
    ]);
    expect(data.at(-1).response.output.map((item: JsonObject) => item.arguments)).toEqual([
      '{"a":1}',
      '{"b":2}',
    ]);
  });

  it("gets an answer to a request of any other kind as well", () => {
    const facts = { ...FACTS, request: EMPTY_REQUEST };
    expect(codec.encodeResponse(answer([textPart("x")]), facts).value).toMatchObject({
      id: "resp_0199abc",
      tools: [],
      output: [{ id: "msg_0199abc00", content: [{ type: "output_text", text: "x", annotations: [] }] }],
    });
  });
});
