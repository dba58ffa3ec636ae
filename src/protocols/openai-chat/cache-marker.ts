import type { CacheMarker } from "../ir/part";
import type { Members } from "./read-members";

/** The `cache_control` that some clients and vendors (OpenRouter, opencode) put on parts, messages and tools. */
export function readCacheMarker(members: Members): CacheMarker | null {
  const marker = members.child("cache_control");
  if (!marker) return null;
  const ttl = marker.value("ttl");
  return { ttl: ttl === "5m" || ttl === "1h" ? ttl : null };
}
