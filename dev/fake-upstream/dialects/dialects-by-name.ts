import type { DialectName } from "../call";
import { anthropic } from "./anthropic";
import type { Dialect } from "./dialect";
import { gemini } from "./gemini";
import { openaiChat } from "./openai-chat";
import { openaiResponses } from "./openai-responses";

export const dialects: Readonly<Record<DialectName, Dialect>> = {
  anthropic,
  "openai-chat": openaiChat,
  "openai-responses": openaiResponses,
  gemini,
};
