import type { Finish, FinishReason } from "../ir/response";

const UNIFIED: Readonly<Record<string, FinishReason>> = {
  end_turn: "stop",
  stop_sequence: "stop-sequence",
  max_tokens: "length",
  model_context_window_exceeded: "context-window",
  tool_use: "tool-calls",
  pause_turn: "pause",
  refusal: "refusal",
};

const STOP_REASONS: Readonly<Record<FinishReason, string>> = {
  stop: "end_turn",
  "stop-sequence": "stop_sequence",
  length: "max_tokens",
  "context-window": "model_context_window_exceeded",
  "tool-calls": "tool_use",
  "content-filter": "refusal",
  refusal: "refusal",
  pause: "pause_turn",
  other: "end_turn",
};

export function finishOf(stopReason: string | null, stopSequence: string | null): Finish {
  return { unified: UNIFIED[stopReason ?? ""] ?? "other", raw: stopReason, stopSequence };
}

/** What of an answer's content bears on why it ended. */
export interface ContentSeen {
  readonly hasCalls: boolean;
  readonly hasRefusal: boolean;
}

/**
 * Anthropic's word for an end. Clients run tools only on `tool_use`, which some vendors do not say when they mean it
 * (Gemini's STOP).
 */
export function stopReasonOf(finish: Finish | null, seen: ContentSeen): string {
  const reason = finish?.unified ?? "stop";
  if (reason === "stop" || reason === "other" || reason === "tool-calls") {
    if (seen.hasCalls) return "tool_use";
    return seen.hasRefusal ? "refusal" : "end_turn";
  }
  return STOP_REASONS[reason];
}
