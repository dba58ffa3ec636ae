import type { Finish, FinishReason } from "../ir/response";

/** `finish_reason`, with the words compatible servers take over from elsewhere. */
const UNIFIED: Readonly<Record<string, FinishReason>> = {
  stop: "stop",
  eos: "stop",
  end_turn: "stop",
  stop_sequence: "stop-sequence",
  length: "length",
  max_tokens: "length",
  model_length: "context-window",
  tool_calls: "tool-calls",
  tool_use: "tool-calls",
  function_call: "tool-calls",
  content_filter: "content-filter",
  sensitive: "content-filter",
  refusal: "refusal",
};

/** What the answer held, as far as it tells why it ended. */
export interface SeenContent {
  readonly hasCalls: boolean;
  readonly hasRefusal: boolean;
}

/** Some servers say `stop`, or nothing, behind tool calls; a refusal has no word of its own. */
export function decodeFinish(raw: string | null, { hasCalls, hasRefusal }: SeenContent): Finish {
  const said = UNIFIED[raw?.toLowerCase() ?? ""] ?? "other";
  const isVague = said === "stop" || raw === null || raw === "";
  const meant = hasCalls ? "tool-calls" : hasRefusal ? "refusal" : said;
  return { unified: isVague ? meant : said, raw: raw === "" ? null : raw, stopSequence: null };
}

/** @param seen what the client was sent of the answer */
export function encodeFinish({ unified }: Finish, seen: SeenContent, isLegacy: boolean): string {
  switch (unified) {
    case "length":
    case "context-window":
      return "length";
    case "tool-calls":
      return isLegacy ? "function_call" : "tool_calls";
    case "content-filter":
      return "content_filter";
    case "refusal":
      return seen.hasRefusal ? "stop" : "content_filter";
    case "stop":
    case "stop-sequence":
    case "pause":
    case "other":
      return "stop";
  }
}
