import type { z } from "zod";
import type { strictGeminiRequest } from "./gemini";
import type { Content } from "./gemini-contents";

/**
 * The rules that depend on the model, which the path names.
 *
 * @returns what the API would refuse, null when it would take the request
 */
export function modelProblem(model: string, body: z.infer<typeof strictGeminiRequest>): string | null {
  const generation = Number(/gemini-(\d+(?:\.\d+)?)/.exec(model)?.[1] ?? Number.NaN);
  const { thinkingBudget, thinkingLevel } = body.generationConfig?.thinkingConfig ?? {};
  const hasFunctions = (body.tools ?? []).some(({ functionDeclarations }) => functionDeclarations);
  if (generation < 3) {
    if (thinkingLevel !== undefined) return "Thinking level is not supported for this model.";
    const mimeType = body.generationConfig?.responseMimeType ?? "text/plain";
    if (hasFunctions && mimeType !== "text/plain") {
      return `Function calling with a response mime type: '${mimeType}' is unsupported`;
    }
    if (hasFunctions && (body.tools ?? []).some(({ googleSearch }) => googleSearch)) {
      return "Built-in tools and Function Calling cannot be combined in the same request.";
    }
  }
  if (generation < 2.5 && body.generationConfig?.thinkingConfig)
    return "Thinking is not supported by this model.";
  if (model.includes("2.5-pro") && thinkingBudget === 0) {
    return "Budget 0 is invalid. This model only works in thinking mode.";
  }
  return generation >= 3 ? unsignedCall(body.contents) : null;
}

/** Gemini 3 refuses calls without signatures since the user last spoke. */
function unsignedCall(all: readonly Content[]): string | null {
  const start = all.findLastIndex(
    ({ role, parts }) => role === "user" && !parts.some(({ functionResponse: result }) => result),
  );
  const isUnsigned = all.slice(start + 1).some(({ role, parts }) => {
    const first = parts.find((each) => each.functionCall);
    return role === "model" && first !== undefined && first.thoughtSignature === undefined;
  });
  return isUnsigned ? "Function call is missing a thought_signature in functionCall parts." : null;
}
