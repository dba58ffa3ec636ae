import { findMember, readMember } from "@/lib/json-outline";
import type { JsonBody } from "../protocol";

/** A warm-up is one short message; longer ones are not even parsed. */
const MAX_MESSAGES_BYTES = 512;

const ANSWER = "Ready when you are.";

/**
 * Whether a Messages request is Claude Code's warm-up: one user message of one text block, "warmup", marked for the
 * cache. Its answer is thrown away.
 */
export function isWarmup({ bytes, outline }: JsonBody): boolean {
  const member = findMember(outline, "messages");
  if (member?.elements !== 1 || member.end - member.start > MAX_MESSAGES_BYTES) return false;
  const messages = readMember(bytes, outline, "messages");
  const [message] = (Array.isArray(messages) ? messages : []) as [WarmupMessage?];
  if (message?.role !== "user" || !Array.isArray(message.content) || message.content.length !== 1)
    return false;
  const [block] = message.content as [WarmupBlock?];
  return (
    block?.type === "text" &&
    typeof block.text === "string" &&
    block.text.trim().toLowerCase() === "warmup" &&
    block.cache_control?.type === "ephemeral"
  );
}

interface WarmupMessage {
  readonly role?: unknown;
  readonly content?: unknown;
}

interface WarmupBlock {
  readonly type?: unknown;
  readonly text?: unknown;
  readonly cache_control?: { readonly type?: unknown } | null;
}

const USAGE = {
  input_tokens: 0,
  output_tokens: 0,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
};

/**
 * A short message without usage, in one piece or as the events of a stream.
 *
 * @param id begins with `msg_`
 */
export function warmupAnswer(id: string, model: string, asStream: boolean): string {
  const message = {
    id,
    type: "message",
    role: "assistant",
    model,
    content: [{ type: "text", text: ANSWER }],
    stop_reason: "end_turn",
    stop_sequence: null,
    usage: USAGE,
  };
  if (!asStream) return JSON.stringify(message);
  return [
    { type: "message_start", message: { ...message, content: [], stop_reason: null } },
    { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
    { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: ANSWER } },
    { type: "content_block_stop", index: 0 },
    { type: "message_delta", delta: { stop_reason: "end_turn", stop_sequence: null }, usage: USAGE },
    { type: "message_stop" },
  ]
    .map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
    .join("");
}
