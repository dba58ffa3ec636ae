import type { ProtocolAdapter } from "../protocol";
import { readEnvelope } from "./envelope";
import { errorBody, errorEvent, errorMessage } from "./error-body";
import { inspectAnswer } from "./inspect-answer";
import { sessionHintOf } from "./session-hint";
import { AnthropicStreamMonitor } from "./stream-monitor";
import { usageFromWire } from "./usage";

/** Anthropic's Messages API. */
export const anthropic: ProtocolAdapter = {
  protocol: "anthropic",
  readEnvelope,
  sessionHint: sessionHintOf,
  opening: { fixed: ["system", "tools"], turns: "messages" },
  pathWithModel: (path) => path,
  variantFor: () => null,
  openStreamMonitor: () => new AnthropicStreamMonitor(),
  inspectAnswer,
  reportedUsage: { member: "usage", read: usageFromWire },
  errorBody,
  errorEvent,
  errorMessage,
};
