import { readMember } from "@/lib/json-outline";
import type { JsonBody } from "../protocol";

/**
 * The conversation a Responses request names, or null. Codex writes its session into `prompt_cache_key`; the API itself
 * has `conversation`. `previous_response_id` is another one each turn and says nothing of where the first one went.
 */
export function sessionHintOf({ bytes, outline }: JsonBody): string | null {
  const conversation = readMember(bytes, outline, "conversation");
  const metadata = readMember(bytes, outline, "metadata");
  const named = [
    readMember(bytes, outline, "prompt_cache_key"),
    memberOf(conversation, "id") ?? conversation,
    memberOf(metadata, "session_id"),
  ];
  return named.find((id): id is string => typeof id === "string" && id !== "") ?? null;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
