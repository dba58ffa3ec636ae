import type { ProtocolAdapter } from "../protocol";
import { codeAssistVariant } from "./code-assist";
import { pathWithModel } from "./endpoint-path";
import { readEnvelope } from "./envelope";
import { errorBody, errorEvent, errorMessage } from "./error-body";
import { inspectAnswer } from "./inspect-answer";
import { sessionHintOf } from "./session-hint";
import { GeminiStreamMonitor } from "./stream-monitor";
import { usageFromWire } from "./usage";

/** Google's Gemini API, with the Code Assist API that Gemini CLI may speak in its place. */
export const gemini: ProtocolAdapter = {
  protocol: "gemini",
  readEnvelope,
  sessionHint: sessionHintOf,
  opening: {
    fixed: ["systemInstruction", "system_instruction", "tools"],
    turns: "contents",
    inside: "request",
  },
  pathWithModel,
  variantFor: codeAssistVariant,
  openStreamMonitor: (promptBytes) => new GeminiStreamMonitor(promptBytes),
  inspectAnswer,
  reportedUsage: { member: "usageMetadata", read: (usage) => usageFromWire(usage) },
  errorBody,
  errorEvent,
  errorMessage,
};
