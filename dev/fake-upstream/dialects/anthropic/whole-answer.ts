import type { Answer } from "../../answer";
import type { Call } from "../../call";
import type { Frame } from "../../frame";
import type { JsonObject } from "../../json";
import { message, messageUsage, stopReason, thinkingSignature, toolUseBlock } from "./message";

/** The one-piece answer of `POST /v1/messages`. */
export function wholeAnswer(_call: Call, answer: Answer): Frame {
  const { thinking, text, usage } = answer;
  const content: JsonObject[] = [];
  if (thinking !== "") content.push({ type: "thinking", thinking, signature: thinkingSignature(thinking) });
  if (text !== "") content.push({ type: "text", text });
  content.push(...answer.toolCalls.map((call, index) => toolUseBlock(call, index)));
  const whole = message(answer, {
    content,
    usage: messageUsage(usage, usage.outputTokens),
    stop_reason: stopReason(answer),
  });
  return { text: JSON.stringify(whole), phase: "closing", usage, terminal: true };
}
