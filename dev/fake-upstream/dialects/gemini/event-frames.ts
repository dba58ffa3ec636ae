import type { Answer } from "../../answer";
import type { Call } from "../../call";
import type { Frame } from "../../frame";
import type { JsonObject } from "../../json";
import { chunk, functionCallParts, thoughtPart, thoughtSignature } from "./chunk";
import { enveloped } from "./enveloped";
import { streamElement, streamEnd } from "./framing";

/**
 * The stream of `:streamGenerateContent`: chunks of parts, the last with a finish reason, which is the terminal
 * marker. Function calls come whole.
 */
export function* eventFrames(call: Call, answer: Answer): Generator<Frame> {
  const started = { ...answer.usage, outputTokens: 0, reasoningTokens: 0 };
  let isFirst = true;
  const element = (value: JsonObject) => {
    const text = streamElement(call.framing, enveloped(call, value), isFirst);
    isFirst = false;
    return text;
  };
  for (const part of parts(answer)) {
    yield { text: element(chunk(answer, [part], false)), phase: "content", usage: started };
  }
  const signs = answer.thinking !== "" && answer.toolCalls.length === 0;
  const last = chunk(
    answer,
    [signs ? { text: "", thoughtSignature: thoughtSignature(answer) } : { text: "" }],
    true,
  );
  yield {
    text: element(last) + streamEnd(call.framing),
    phase: "closing",
    usage: answer.usage,
    terminal: true,
  };
}

function* parts(answer: Answer): Generator<JsonObject> {
  for (const thought of answer.deltas(answer.thinking)) yield thoughtPart(thought);
  for (const text of answer.textDeltas()) yield { text };
  yield* functionCallParts(answer);
}
