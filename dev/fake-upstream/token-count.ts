import type { DialectName } from "./call";
import type { JsonObject } from "./json";
import { promptTokens, type Usage } from "./usage";

/** The answer of a token-counting endpoint. It reports no usage: counting is free. */
export function tokenCount(dialect: DialectName, usage: Usage): JsonObject {
  const tokens = promptTokens(usage);
  if (dialect === "openai-responses") return { object: "response.input_tokens", input_tokens: tokens };
  if (dialect !== "gemini") return { input_tokens: tokens };
  return { totalTokens: tokens, promptTokensDetails: [{ modality: "TEXT", tokenCount: tokens }] };
}
