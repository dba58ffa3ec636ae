import { clientProgramOf } from "./client-program";
import type { ClientUse } from "./client-use";
import { compareVersions } from "./compare-versions";

/** One version of a program in the hands of one user. */
export interface VersionUse {
  readonly userId: number;
  readonly version: string;
  readonly lastUsedAt: Date;
}

/** A program as it is in use. */
export interface ClientStats {
  readonly type: string;
  /** The newest version that enough users were seen with; null while there is none. */
  readonly generalVersion: string | null;
  readonly userCount: number;
  /** Newest version first, of a version who used it last. */
  readonly uses: readonly VersionUse[];
}

/**
 * What is in use, by program, the most used first. User-Agents that name no version are left out.
 *
 * @param threshold how many users make a version the general one
 */
export function clientStats(uses: readonly ClientUse[], threshold: number): ClientStats[] {
  return [...byProgram(uses)]
    .map(([type, ofProgram]) => ({
      type,
      generalVersion: generalVersion(ofProgram, threshold),
      userCount: countUsers(ofProgram),
      uses: ofProgram.toSorted(
        (a, b) => compareVersions(b.version, a.version) || b.lastUsedAt.getTime() - a.lastUsedAt.getTime(),
      ),
    }))
    .sort((a, b) => b.userCount - a.userCount || a.type.localeCompare(b.type));
}

/** Uses by program; several User-Agents of one version and user are one use, at the last time. */
function byProgram(uses: readonly ClientUse[]): ReadonlyMap<string, readonly VersionUse[]> {
  const programs = new Map<string, Map<string, VersionUse>>();
  for (const { userId, userAgent, lastUsedAt } of uses) {
    const program = clientProgramOf(userAgent);
    if (!program) continue;
    const { type, version } = program;
    const ofProgram = programs.get(type) ?? new Map<string, VersionUse>();
    programs.set(type, ofProgram);
    const key = `${userId} ${version}`;
    const known = ofProgram.get(key);
    if (!known || known.lastUsedAt < lastUsedAt) ofProgram.set(key, { userId, version, lastUsedAt });
  }
  return new Map([...programs].map(([type, ofProgram]) => [type, [...ofProgram.values()]]));
}

function generalVersion(uses: readonly VersionUse[], threshold: number): string | null {
  const versions = [...new Set(uses.map(({ version }) => version))];
  const usersOf = (wanted: string) => countUsers(uses.filter(({ version }) => version === wanted));
  return (
    versions
      .filter((version) => usersOf(version) >= threshold)
      .sort(compareVersions)
      .at(-1) ?? null
  );
}

const countUsers = (uses: readonly VersionUse[]) => new Set(uses.map(({ userId }) => userId)).size;
