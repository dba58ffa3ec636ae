import type { Answer } from "../../answer";
import type { Call } from "../../call";
import type { Frame } from "../../frame";
import { noUsage, promptTokens, type Usage } from "../../usage";

const USUAL_DIMENSIONS = 8;

/**
 * The answer of `POST /v1/embeddings`: one unit vector per input, as numbers or as base64 of 32-bit floats.
 * @see https://platform.openai.com/docs/api-reference/embeddings
 */
export function embeddings(call: Call, answer: Answer): Frame {
  const input = call.body.get("input");
  const dimensions = call.body.get("dimensions");
  const format = call.body.get("encoding_format");
  const inputs = Array.isArray(input) && typeof input[0] !== "number" ? input.length : 1;
  const size = typeof dimensions === "number" ? dimensions : USUAL_DIMENSIONS;
  const data = Array.from({ length: inputs }, (_, index) => {
    const vector = Float32Array.from({ length: size }, (_, axis) => (axis === index % size ? 1 : 0));
    const embedding = format === "base64" ? Buffer.from(vector.buffer).toString("base64") : [...vector];
    return { object: "embedding", index, embedding };
  });
  const tokens = promptTokens(answer.usage);
  const usage: Usage = { ...noUsage, inputTokens: tokens };
  const whole = {
    object: "list",
    data,
    model: answer.model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
  return { text: JSON.stringify(whole), phase: "closing", usage, terminal: true };
}
