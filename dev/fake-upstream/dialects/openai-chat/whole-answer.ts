import type { Answer } from "../../answer";
import type { Call } from "../../call";
import type { Frame } from "../../frame";
import { completionHead } from "./chunk";
import { completionUsage } from "./completion-usage";
import { finishReason } from "./finish-reason";
import { toolCall } from "./tool-call";

/** The one-piece answer of `POST /v1/chat/completions`. */
export function wholeAnswer(_call: Call, answer: Answer): Frame {
  const calls = answer.toolCalls.map((call, index) => toolCall(call, index));
  const message = {
    role: "assistant",
    content: answer.text === "" && calls.length > 0 ? null : answer.text,
    // Not OpenAI's own field, but the one OpenAI-compatible providers show reasoning in.
    ...(answer.thinking === "" ? {} : { reasoning_content: answer.thinking }),
    refusal: null,
    annotations: [],
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
  const whole = {
    ...completionHead(answer, "chat.completion"),
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReason(answer) }],
    usage: completionUsage(answer.usage),
  };
  return { text: JSON.stringify(whole), phase: "closing", usage: answer.usage, terminal: true };
}
