import { describe, expect, it } from "vitest";
import { FACTS } from "../../../tests/support/gemini-answers";
import type { JsonObject } from "../ir/opaque";
import { type Part, PLAIN, textPart } from "../ir/part";
import { geminiCodec } from "./codec";

describe("what another protocol's model thought", () => {
  const opaque = { protocol: "anthropic", value: { signature: "EqQB" } } as const;
  const thought: Part = { kind: "reasoning", text: "hm", opaque, isRedacted: false, ...PLAIN };
  const answerCall: Part = {
    ...{ kind: "tool-call", id: "a", name: "f", form: "function", input: "{}", opaque: null },
    ...PLAIN,
  };
  const finish = { unified: "stop", raw: null, stopSequence: null } as const;

  /** What the next request says of an answer whose parts the client kept. */
  function nextTurn(parts: readonly Part[], keeps: (part: JsonObject) => boolean) {
    const response = {
      id: null,
      model: null,
      candidates: [{ index: 0, parts, finish }],
      usage: null,
      own: null,
    };
    const { value } = geminiCodec.encodeResponse(response, FACTS);
    const [answered] = value.candidates as { content: { role: string; parts: JsonObject[] } }[];
    const content = { role: "model", parts: (answered?.content.parts ?? []).filter(keeps) };
    const contents = [{ role: "user", parts: [{ text: "x" }] }, content];
    return geminiCodec.decodeRequest({ body: { contents }, wantsStream: false }).value.turns[1]?.parts;
  }

  it.each([
    ["all parts", () => true],
    ["no thoughts, as Gemini CLI does", ({ thought: isThought }: JsonObject) => isThought !== true],
  ])("is whole again in the next turn when the client keeps %s", (_, keeps) => {
    expect(nextTurn([thought, textPart("so"), answerCall, thought, answerCall], keeps)).toEqual([
      thought,
      textPart("so"),
      answerCall,
      thought,
      answerCall,
    ]);
    expect(nextTurn([thought, textPart("so")], keeps)).toEqual([thought, textPart("so")]);
    const redacted: Part = { ...thought, text: "", isRedacted: true };
    expect(nextTurn([redacted, thought, answerCall], keeps)).toEqual([redacted, thought, answerCall]);
  });
});
