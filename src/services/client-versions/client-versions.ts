import "server-only";
import type { ClientProgram } from "@/domain/client-version/client-program";
import { CLIENT_USE_WINDOW_MS } from "@/domain/client-version/client-use";
import { compareVersions } from "@/domain/client-version/compare-versions";

/** Bounds of what is remembered, whatever clients call themselves; the one unused for longest goes. */
const MAX_PROGRAMS = 50;
const MAX_VERSIONS = 200;

/** When each user last used one version. */
type Uses = Map<number, number>;

/**
 * Which versions of client programs are in use here. The version everybody should have is the newest one that at least
 * `threshold` different users were seen with in the last seven days: what colleagues run is known to work with this hub,
 * and one user's nightly build turns nobody away.
 *
 * Sources are this process's own traffic while the check is switched on, and what all replicas have written down, which
 * is loaded at the start and every few minutes (`openClientVersions`). Nobody is asked for versions outside.
 */
export class ClientVersions {
  private readonly programs = new Map<string, Map<string, Uses>>();

  constructor(private readonly threshold: number) {}

  note({ type, version }: ClientProgram, userId: number, now: number): void {
    const versions = touch(this.programs, type, MAX_PROGRAMS, () => new Map<string, Uses>());
    const uses = touch(versions, version, MAX_VERSIONS, () => new Map<number, number>());
    // Of the users only as many matter as the threshold asks for, and the latest ones stay the longest.
    const usedAt = touch(uses, userId, this.threshold, () => now);
    uses.set(userId, Math.max(usedAt, now));
  }

  /** The version users of this program should have, or null while none is in general use. */
  requiredVersion(type: string, now: number): string | null {
    let required: string | null = null;
    for (const [version, uses] of this.programs.get(type) ?? []) {
      const recent = [...uses.values()].filter((usedAt) => now - usedAt < CLIENT_USE_WINDOW_MS);
      if (recent.length < this.threshold) continue;
      if (required === null || compareVersions(version, required) > 0) required = version;
    }
    return required;
  }
}

/** The entry of a key, made if need be and moved to the end; beyond `maxSize` the first entry goes. */
function touch<Key, Value>(map: Map<Key, Value>, key: Key, maxSize: number, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.delete(key);
  map.set(key, value);
  if (map.size > maxSize) map.delete(map.keys().next().value as Key);
  return value;
}
