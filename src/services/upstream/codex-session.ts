import { createHash } from "node:crypto";
import { headerValue } from "@/infra/http/headers";
import { readMember } from "@/lib/json-outline";
import type { JsonBody } from "@/protocols/protocol";

/** In which of its headers Codex names a conversation, over its versions. */
const SESSION_HEADERS = ["session-id", "session_id", "thread-id", "conversation_id"];

const HEADER_TEXT = /^[\x21-\x7e]{1,256}$/;

/**
 * What a Codex upstream knows a conversation by, in the form of Codex's own ids. The same in each turn, another for
 * another key, and telling nobody the hub's ids.
 *
 * @param sessionKey the session's id scoped by the key that presented it
 */
export function codexSessionId(sessionKey: string): string {
  const hex = createHash("sha256").update(`codex:${sessionKey}`).digest("hex");
  const groups = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`];
  return [...groups, hex.slice(20, 32)].join("-");
}

/**
 * The headers that name the conversation for a client that does not: upstreams keep their caches by them. The
 * client's `prompt_cache_key` says the same and is taken where it is given.
 */
export function codexSessionHeaders(
  headers: readonly string[],
  { bytes, outline }: JsonBody,
  sessionKey: string | null,
): readonly string[] {
  if (SESSION_HEADERS.some((name) => headerValue(headers, name) !== undefined)) return [];
  const named = readMember(bytes, outline, "prompt_cache_key");
  const id =
    typeof named === "string" && HEADER_TEXT.test(named) ? named : sessionKey && codexSessionId(sessionKey);
  return id ? ["session-id", id] : [];
}
