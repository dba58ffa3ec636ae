import type { ProtocolAdapter } from "../protocol";
import { readEnvelope } from "./envelope";
import { errorBody, errorEvent, errorMessage } from "./error-body";
import { inspectAnswer } from "./inspect-answer";
import { AnthropicStreamMonitor } from "./stream-monitor";

/** Anthropic's Messages API. */
export const anthropic: ProtocolAdapter = {
  protocol: "anthropic",
  readEnvelope,
  openStreamMonitor: () => new AnthropicStreamMonitor(),
  inspectAnswer,
  errorBody,
  errorEvent,
  errorMessage,
};
