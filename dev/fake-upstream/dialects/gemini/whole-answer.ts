import type { Answer } from "../../answer";
import type { Call } from "../../call";
import type { Frame } from "../../frame";
import type { JsonObject } from "../../json";
import { chunk, functionCallParts, thoughtPart, thoughtSignature } from "./chunk";
import { enveloped } from "./enveloped";

/** The one-piece answer of `:generateContent`, indented as Google sends it. */
export function wholeAnswer(call: Call, answer: Answer): Frame {
  const { thinking, text, toolCalls } = answer;
  const parts: JsonObject[] = [];
  if (thinking !== "") parts.push(thoughtPart(thinking));
  // With tool calls the signature stands on the first of them instead.
  const signs = thinking !== "" && toolCalls.length === 0;
  if (text !== "") parts.push(signs ? { text, thoughtSignature: thoughtSignature(answer) } : { text });
  parts.push(...functionCallParts(answer));
  const whole = enveloped(call, chunk(answer, parts, true));
  return {
    text: `${JSON.stringify(whole, null, 2)}\n`,
    phase: "closing",
    usage: answer.usage,
    terminal: true,
  };
}
