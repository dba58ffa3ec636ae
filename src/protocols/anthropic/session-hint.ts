import { readMember } from "@/lib/json-outline";
import { parseJson } from "@/lib/parse-json";
import type { JsonBody } from "../protocol";

/** What older versions of Claude Code write: `user_<hash>_account_<uuid>_session_<uuid>`. */
const LEGACY_MARKER = "_session_";

/**
 * The session id inside a Messages request, or null. Claude Code puts a JSON string with a `session_id` into
 * `metadata.user_id`; other clients set `metadata.session_id`.
 */
export function sessionHintOf({ bytes, outline }: JsonBody): string | null {
  const metadata = readMember(bytes, outline, "metadata");
  if (typeof metadata !== "object" || metadata === null) return null;
  const { user_id: userId, session_id: sessionId } = metadata as { user_id?: unknown; session_id?: unknown };
  if (typeof userId === "string") {
    const inner = userId.startsWith("{")
      ? parseJson<{ session_id?: unknown }>(userId)?.session_id
      : undefined;
    if (typeof inner === "string" && inner !== "") return inner;
    const at = userId.indexOf(LEGACY_MARKER);
    if (at !== -1) return userId.slice(at + LEGACY_MARKER.length) || null;
  }
  return typeof sessionId === "string" && sessionId !== "" ? sessionId : null;
}
