import "server-only";
import { DEFAULT_GROUP } from "@/domain/routing/groups";
import type { KeyHolder } from "@/services/snapshot/snapshot";

/** Who sends a request: a live key of a live user. */
export interface Caller extends KeyHolder {
  /** The key's groups; without any the user's; without any the default one. */
  readonly groups: readonly string[];
}

export function callerOf({ key, user }: KeyHolder): Caller {
  const groups = [key.groups, user.groups].find((list) => list.length > 0) ?? [DEFAULT_GROUP];
  return { key, user, groups };
}

/** Why a known key may not be used now, or null when it may. */
export type KeyProblem = "user_disabled" | "user_expired" | "key_disabled" | "key_expired";

export function keyProblem({ key, user }: KeyHolder, now: number): KeyProblem | null {
  if (!user.isEnabled) return "user_disabled";
  if (user.expiresAt && user.expiresAt.getTime() <= now) return "user_expired";
  if (!key.isEnabled) return "key_disabled";
  if (key.expiresAt && key.expiresAt.getTime() <= now) return "key_expired";
  return null;
}
