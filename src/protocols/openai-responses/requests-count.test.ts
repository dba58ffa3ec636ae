import { describe, expect, it } from "vitest";
import { TranslationError } from "../ir/translation-error";
import { openAiResponsesCodec as codec } from "./codec";
import { decode, EVERYTHING } from "./requests.fixtures";

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
