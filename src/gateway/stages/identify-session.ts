import type { SessionRef } from "@/domain/session/session-ref";
import { headerValue } from "@/infra/http/headers";
import { safeText } from "@/lib/safe-text";
import { sessionHintOf } from "@/protocols/anthropic/session-hint";
import type { Caller } from "@/services/auth/caller";
import type { GatewayRequest } from "../types";

/** Headers in which clients name their conversation, most telling first. */
const SESSION_HEADERS = ["x-claude-code-session-id", "session-id", "session_id", "x-session-id"];

const MAX_SESSION_ID_LENGTH = 256;

/** The conversation a request belongs to, as the client names it; null when it names none. */
export function identifySession({ inbound, body }: GatewayRequest, { key }: Caller): SessionRef | null {
  const named = SESSION_HEADERS.map((name) => headerValue(inbound.headers, name)).find((value) => value);
  const id = safeText(named ?? sessionHintOf(body) ?? "", MAX_SESSION_ID_LENGTH);
  return id === "" ? null : { id, storageKey: `${key.id}:${id}` };
}
