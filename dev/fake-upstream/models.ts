import type { DialectName } from "./call";
import type { JsonObject } from "./json";

const KNOWN_MODELS: Readonly<Record<DialectName, readonly string[]>> = {
  anthropic: ["claude-opus-4-8", "claude-sonnet-5", "claude-haiku-4-5"],
  "openai-chat": ["gpt-5.2", "gpt-5.2-mini", "text-embedding-3-small"],
  "openai-responses": ["gpt-5-codex"],
  gemini: ["gemini-3.1-pro-preview", "gemini-2.5-flash"],
};

/** The model list in a dialect's own shape; `ids` replaces the usual ones. */
export function modelList(dialect: DialectName, ids: readonly string[] | undefined): JsonObject {
  const models = ids ?? KNOWN_MODELS[dialect];
  switch (dialect) {
    case "anthropic":
      return {
        data: models.map(anthropicModel),
        has_more: false,
        first_id: models[0] ?? null,
        last_id: models.at(-1) ?? null,
      };
    case "openai-chat":
    case "openai-responses":
      return { object: "list", data: models.map(openAiModel) };
    case "gemini":
      return { models: models.map(geminiModel) };
  }
}

function anthropicModel(id: string): JsonObject {
  return { type: "model", id, display_name: id, created_at: "2026-01-01T00:00:00Z" };
}

function openAiModel(id: string): JsonObject {
  return { id, object: "model", created: 1767225600, owned_by: "system" };
}

function geminiModel(id: string): JsonObject {
  return {
    name: `models/${id}`,
    version: "001",
    displayName: id,
    description: `${id} of the fake upstream`,
    inputTokenLimit: 1048576,
    outputTokenLimit: 65536,
    supportedGenerationMethods: ["generateContent", "countTokens"],
    temperature: 1,
    topP: 0.95,
    topK: 64,
    thinking: true,
  };
}
