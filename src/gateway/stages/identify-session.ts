import { createHash } from "node:crypto";
import { type SessionRef, sessionKeyOf } from "@/domain/session/session-ref";
import { headerValue } from "@/infra/http/headers";
import { safeText } from "@/lib/safe-text";
import { fingerprintOpening } from "@/protocols/conversation-opening";
import { adapterOf } from "@/protocols/registry";
import type { Caller } from "@/services/auth/caller";
import type { GatewayRequest } from "../types";

/** Headers in which clients name their conversation, most telling first. */
const SESSION_HEADERS = ["x-claude-code-session-id", "session-id", "session_id", "x-session-id"];

const MAX_SESSION_ID_LENGTH = 256;

const DERIVED_ID_LENGTH = 32;

/**
 * The conversation a request belongs to, as the client names it. Where it names none, requests that generate are told
 * apart by how their conversation begins, which is the same from the first turn on; other requests belong to none.
 */
export function identifySession(request: GatewayRequest, { key }: Caller): SessionRef | null {
  const { inbound, body } = request;
  const { sessionHint } = adapterOf(inbound.protocol);
  const named = SESSION_HEADERS.map((name) => headerValue(inbound.headers, name)).find((value) => value);
  const id = safeText(named ?? sessionHint(body) ?? "", MAX_SESSION_ID_LENGTH) || derivedId(request, key.id);
  return id === null ? null : { id, storageKey: sessionKeyOf(key.id, id) };
}

/** Holds the key, so that equal conversations of two tenants do not even look alike. */
function derivedId({ inbound, body }: GatewayRequest, keyId: number): string | null {
  if (inbound.endpoint.kind !== "generate") return null;
  const fingerprint = fingerprintOpening(body, adapterOf(inbound.protocol).opening);
  if (fingerprint === null) return null;
  const digest = createHash("sha256").update(`${keyId}:${fingerprint}`).digest("hex");
  return `sess_${digest.slice(0, DERIVED_ID_LENGTH)}`;
}
