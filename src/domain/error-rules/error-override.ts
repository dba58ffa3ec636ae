import { z } from "zod";
import type { Protocol } from "@/domain/protocol";

const AnthropicError = z.looseObject({
  type: z.literal("error"),
  error: z.looseObject({ type: z.string().min(1), message: z.string() }),
  request_id: z.string().optional(),
});

const GeminiError = z.object({
  error: z.looseObject({
    code: z.number().int(),
    message: z.string(),
    status: z.string().min(1),
    details: z.array(z.unknown()).optional(),
  }),
});

const OpenAiError = z.object({
  error: z.looseObject({
    type: z.string().min(1),
    message: z.string(),
    param: z.string().nullish(),
    code: z.string().nullish(),
  }),
});

/** A proper error body of one of the dialects. An empty message stands for the upstream's own. */
export const ErrorOverride = z.union([AnthropicError, GeminiError, OpenAiError], {
  error: "must be an error body as Anthropic, OpenAI or Gemini would send it",
});
export type ErrorOverride = z.output<typeof ErrorOverride>;

type Shape = "anthropic" | "gemini" | "openai";

const SHAPE_OF_PROTOCOL: Readonly<Record<Protocol, Shape>> = {
  anthropic: "anthropic",
  "openai-chat": "openai",
  "openai-responses": "openai",
  gemini: "gemini",
};

function shapeOf(override: ErrorOverride): Shape {
  if ("type" in override) return "anthropic";
  return "status" in override.error ? "gemini" : "openai";
}

/**
 * An override as a client of `protocol` gets it, or null when it is written in another dialect: then only its message
 * can be used.
 *
 * @param message stands in for an empty one
 */
export function overrideBody(
  override: ErrorOverride,
  protocol: Protocol,
  { message, requestId }: { readonly message: string; readonly requestId: string },
): Record<string, unknown> | null {
  const shape = shapeOf(override);
  if (shape !== SHAPE_OF_PROTOCOL[protocol]) return null;
  const error = { ...override.error, message: override.error.message || message };
  // The id in the rule was of some other request.
  return shape === "anthropic" ? { ...override, error, request_id: requestId } : { ...override, error };
}
