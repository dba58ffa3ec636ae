import type { Answer } from "../../answer";
import type { Frame } from "../../frame";
import { markedId } from "../../ids";
import { responseUsage } from "./response-usage";

/**
 * The answer of `POST /v1/responses/compact`: one opaque item that stands for the conversation.
 * @see https://platform.openai.com/docs/api-reference/responses/compact
 */
export function compaction(answer: Answer): Frame {
  const item = {
    id: markedId("cmp_"),
    type: "compaction",
    encrypted_content: `gAAAAA${Buffer.from(answer.text).toString("base64url")}`,
  };
  const whole = {
    id: markedId("resp_"),
    object: "response.compaction",
    created_at: answer.createdAtSeconds,
    output: [item],
    usage: responseUsage(answer.usage),
  };
  return { text: JSON.stringify(whole), phase: "closing", usage: answer.usage, terminal: true };
}
