import type { Protocol } from "@/domain/protocol";

/** A list of models in one page, in the shape of a dialect. */
export function modelList(protocol: Protocol, models: readonly string[]): unknown {
  const data = models.map((id) => modelEntry(protocol, id));
  switch (protocol) {
    case "anthropic":
      return { data, has_more: false, first_id: models[0] ?? null, last_id: models.at(-1) ?? null };
    case "openai-chat":
    case "openai-responses":
      return { object: "list", data };
    case "gemini":
      return { models: data };
  }
}

/**
 * One model in the shape of a dialect (API references: Anthropic "Models", OpenAI "Models", Gemini "Models"). The hub
 * knows names only; where a dialect wants a date it gets the earliest one.
 */
export function modelEntry(protocol: Protocol, id: string): unknown {
  switch (protocol) {
    case "anthropic":
      return { type: "model", id, display_name: id, created_at: "1970-01-01T00:00:00Z" };
    case "openai-chat":
    case "openai-responses":
      return { id, object: "model", created: 0, owned_by: "claude-code-hub" };
    case "gemini":
      return {
        name: `models/${id}`,
        version: "001",
        displayName: id,
        supportedGenerationMethods: ["generateContent", "streamGenerateContent", "countTokens"],
      };
  }
}
