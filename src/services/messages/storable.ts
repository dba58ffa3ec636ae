import "server-only";
import { MAX_STORED_HEADERS_BYTES } from "@/config/limits";
import type { HeaderField } from "@/domain/request/stored-messages";
import type { RawHeaders } from "@/infra/http/headers";
import { maskKeysIn } from "@/lib/mask";
import { safeText } from "@/lib/safe-text";

/** Names of headers that carry credentials, of whatever kind. */
const CREDENTIAL = /auth|cookie|token|secret|password|api-?key|signature/i;

const BLANK = "•••";

/** Behind what was cut in the middle of a character. */
const TORN_END = /\uFFFD+$/;

/** A body as text that PostgreSQL takes, without keys; null where nothing was kept of it. */
export function storableText(bytes: Buffer | null): string | null {
  if (bytes === null) return null;
  const text = bytes.toString("utf8").replace(TORN_END, "");
  return maskKeysIn(safeText(text, text.length));
}

/** Headers as they stood, credentials blanked, as many as may be stored. */
export function storableHeaders(headers: RawHeaders): HeaderField[] {
  const fields: HeaderField[] = [];
  let bytes = 0;
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const name = headers[at] as string;
    const given = headers[at + 1] as string;
    const value = CREDENTIAL.test(name) ? BLANK : maskKeysIn(safeText(given, given.length));
    bytes += name.length + value.length;
    if (bytes > MAX_STORED_HEADERS_BYTES) break;
    fields.push([name, value]);
  }
  return fields;
}
