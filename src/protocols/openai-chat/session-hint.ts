import { readMember } from "@/lib/json-outline";
import type { JsonBody } from "../protocol";

/**
 * The conversation a Chat Completions request names, or null: its cache key, else a `session_id` in the metadata. `user`
 * names a person, who has many conversations.
 */
export function sessionHintOf({ bytes, outline }: JsonBody): string | null {
  const cacheKey = readMember(bytes, outline, "prompt_cache_key");
  if (typeof cacheKey === "string" && cacheKey !== "") return cacheKey;
  const metadata = readMember(bytes, outline, "metadata");
  if (typeof metadata !== "object" || metadata === null) return null;
  const { session_id: sessionId } = metadata as { session_id?: unknown };
  return typeof sessionId === "string" && sessionId !== "" ? sessionId : null;
}
