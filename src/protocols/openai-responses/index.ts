import type { ProtocolAdapter } from "../protocol";
import { readEnvelope } from "./envelope";
import { errorBody, errorEvent, errorMessage } from "./error-body";
import { inspectAnswer } from "./inspect-answer";
import { sessionHintOf } from "./session-hint";
import { ResponsesStreamMonitor } from "./stream-monitor";
import { usageFromWire } from "./usage";

/** OpenAI's Responses API, which Codex speaks. */
export const openAiResponses: ProtocolAdapter = {
  protocol: "openai-responses",
  readEnvelope,
  sessionHint: sessionHintOf,
  opening: { fixed: ["instructions", "tools"], turns: "input" },
  pathWithModel: (path) => path,
  variantFor: () => null,
  openStreamMonitor: (promptBytes) => new ResponsesStreamMonitor(promptBytes),
  inspectAnswer,
  reportedUsage: { member: "usage", read: (usage) => usageFromWire({ usage }) },
  errorBody,
  errorEvent,
  errorMessage,
};
