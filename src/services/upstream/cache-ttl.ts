import { endOfValue, outlineJson, skipSpace } from "@/lib/json-outline";
import { JsonScanner } from "@/lib/json-scanner";
import { parseJson } from "@/lib/parse-json";
import type { BodyChange } from "./body-change";
import { objectChanges } from "./object-changes";

/** How long Anthropic keeps a cached prefix. */
export type CacheTtl = "5m" | "1h";

/** Lets `ttl: "1h"` through. */
export const EXTENDED_TTL_FLAG = "extended-cache-ttl-2025-04-11";

const MARKER = "cache_control";
const OPEN_BRACE = 0x7b;
const MAX_DEPTH = 256;

/** Members with data of the user's or of a tool's: a `cache_control` in there is none. */
const DATA: ReadonlySet<string> = new Set([
  "input",
  "input_schema",
  "input_examples",
  "output_format",
  "output_config",
  "metadata",
]);

/** Keys are read only where their length may be one of those looked for: most bodies consist of short ones. */
const LENGTHS: ReadonlySet<number> = new Set([MARKER, ...DATA].map((key) => key.length + '""'.length));

/**
 * The changes that give every cache marker of a Messages request this lifetime: in messages, in the system prompt and
 * in tools alike, because a longer lifetime may not follow a shorter one.
 */
export function cacheTtlChanges(bytes: Buffer, ttl: CacheTtl): BodyChange[] {
  // Most bodies without markers are told from the others by a search in native code.
  if (!bytes.includes(`"${MARKER}"`)) return [];
  const changes: BodyChange[] = [];
  const scanner = new JsonScanner(bytes);
  for (let token = scanner.next(); token !== "end"; token = scanner.next()) {
    if (token !== "key" || !LENGTHS.has(scanner.end - scanner.start)) continue;
    const key = scanner.text();
    const isMarker = key === MARKER;
    if (key === null || (!isMarker && !DATA.has(key))) continue;
    const start = skipSpace(bytes, skipSpace(bytes, scanner.end) + 1);
    const { end } = endOfValue(bytes, start, MAX_DEPTH);
    if (isMarker) changes.push(...markerChanges(bytes, start, end, ttl));
    scanner.end = end;
  }
  return changes;
}

function markerChanges(bytes: Buffer, start: number, end: number, ttl: CacheTtl): BodyChange[] {
  if (bytes[start] !== OPEN_BRACE) return [];
  const marker = parseJson<{ type?: unknown; ttl?: unknown }>(bytes.toString("utf8", start, end));
  if (marker?.type !== "ephemeral" || marker.ttl === ttl) return [];
  return objectChanges(outlineJson(bytes.subarray(start, end)), { ttl }, start, end);
}
