import type { Answer } from "../../answer";
import { stopWord } from "../stop-word";

/** The word of Chat Completions for why the answer ended. */
export function finishReason(answer: Answer): string {
  return stopWord(answer.stop, {
    end: "stop",
    length: "length",
    tool: "tool_calls",
    filter: "content_filter",
  });
}
