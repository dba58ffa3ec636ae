import type { JsonObject, JsonValue } from "../ir/opaque";
import type { CacheMarker } from "../ir/part";
import { isJsonObject } from "./wire-reader";

/** The marker in a `cache_control` member. */
export function cacheMarkerOf(wire: JsonValue | undefined): CacheMarker | null {
  if (!isJsonObject(wire) || wire.type !== "ephemeral") return null;
  return { ttl: wire.ttl === "5m" || wire.ttl === "1h" ? wire.ttl : null };
}

/** The `cache_control` member for a marker, to be spread; nothing where there is none. */
export function cacheControlOf(marker: CacheMarker | null): JsonObject {
  if (!marker) return {};
  return { cache_control: marker.ttl ? { type: "ephemeral", ttl: marker.ttl } : { type: "ephemeral" } };
}
