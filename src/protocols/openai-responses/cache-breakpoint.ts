import type { CacheMarker } from "../ir/part";
import type { Fields } from "./fields";

/**
 * The cache marker that a content part's `prompt_cache_breakpoint` amounts to. The member itself stays among the own
 * fields: its lifetimes (30 min, 12 h) are none that other protocols have.
 */
export function cacheMarkerOf(fields: Fields): CacheMarker | null {
  const breakpoint = fields.object.prompt_cache_breakpoint;
  if (typeof breakpoint !== "object" || breakpoint === null || !("mode" in breakpoint)) return null;
  return { ttl: breakpoint.ttl === "12h" ? "1h" : null };
}
