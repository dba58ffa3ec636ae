import { AppError } from "@/domain/app-error";
import type { ApiKey } from "@/domain/key/api-key";
import type { SpendLimits } from "@/domain/quota/spend-limits";
import { DEFAULT_GROUP, EVERY_GROUP } from "@/domain/routing/groups";
import type { User } from "@/domain/user/user";
import type { WebCaller } from "@/services/auth/web-caller";

/** What holds for every key, whoever writes it. */

const LIMITS = ["limit5hUsd", "limitDailyUsd", "limitWeeklyUsd", "limitMonthlyUsd", "limitTotalUsd"] as const;

interface KeyLimits {
  readonly limits?: Partial<SpendLimits>;
  readonly concurrentSessions?: number | null;
}

/** A key's own limit may not promise more than its user has. @throws {AppError} `LIMIT_EXCEEDS_USER` */
export function checkLimitsWithinUser({ limits, concurrentSessions }: KeyLimits, user: User): void {
  for (const field of LIMITS) checkWithin(field, limits?.[field], user.limits[field]);
  checkWithin("limitConcurrentSessions", concurrentSessions, user.concurrentSessions);
}

/** A key without a limit of its own is bound by its user's, so that null passes. */
function checkWithin(field: string, own: number | null | undefined, users: number | null): void {
  if (own == null || users === null || own <= users) return;
  throw new AppError("LIMIT_EXCEEDS_USER", `${field}: ${own} is more than the user's ${users}.`, {
    field,
    limit: own,
    userLimit: users,
  });
}

/** Users hand out only groups they are in. @throws {AppError} `GROUP_NOT_ALLOWED` */
export function checkGroups(groups: readonly string[] | undefined, user: User, caller: WebCaller): void {
  if (!groups || caller.role === "admin" || user.groups.includes(EVERY_GROUP)) return;
  const own = user.groups.length > 0 ? user.groups : [DEFAULT_GROUP];
  const foreign = groups.find((group) => !own.includes(group));
  if (foreign !== undefined) {
    throw new AppError("GROUP_NOT_ALLOWED", `You are not in the group ${foreign}.`, { group: foreign });
  }
}

/** @throws {AppError} `DUPLICATE_NAME` */
export function checkNameIsFree(name: string | undefined, keys: readonly ApiKey[], exceptId?: number): void {
  if (name === undefined || !keys.some((key) => key.name === name && key.id !== exceptId)) return;
  throw new AppError("DUPLICATE_NAME", `This user has a key named ${name} already.`, { name });
}

/** A user without an enabled key could not even sign in. @throws {AppError} `LAST_ENABLED_KEY` */
export function checkNotLastEnabled(key: ApiKey, keys: readonly ApiKey[]): void {
  if (key.isEnabled) checkStillEnabled(keys.filter((other) => other.id !== key.id));
}

/** @throws {AppError} `LAST_ENABLED_KEY` when none of the keys that would be left is enabled */
export function checkStillEnabled(keysLeft: readonly ApiKey[]): void {
  if (keysLeft.some(({ isEnabled }) => isEnabled)) return;
  throw new AppError("LAST_ENABLED_KEY", "This is the user's last enabled key. Disable the user instead.");
}
