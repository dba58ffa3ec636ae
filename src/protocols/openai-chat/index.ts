import type { ProtocolAdapter } from "../protocol";
import { readEnvelope } from "./envelope";
import { errorBody, errorEvent, errorMessage } from "./error-body";
import { inspectAnswer } from "./inspect-answer";
import { sessionHintOf } from "./session-hint";
import { ChatStreamMonitor } from "./stream-monitor";
import { askForUsage } from "./stream-usage";
import { usageFromWire } from "./usage";

/** OpenAI's Chat Completions API, which most other vendors speak as well. */
export const openAiChat: ProtocolAdapter = {
  protocol: "openai-chat",
  readEnvelope,
  sessionHint: sessionHintOf,
  opening: { fixed: ["tools"], turns: "messages" },
  pathWithModel: (path) => path,
  variantFor: askForUsage,
  openStreamMonitor: (promptBytes) => new ChatStreamMonitor(promptBytes),
  inspectAnswer,
  reportedUsage: { member: "usage", read: usageFromWire },
  errorBody,
  errorEvent,
  errorMessage,
};
