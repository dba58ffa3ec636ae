import type { ApiKey } from "@/domain/key/api-key";
import { DAY_MS } from "@/lib/duration";
import type { User } from "./user";

/** States lists are filtered by. "active" is enabled and not expired; "expiringSoon" within the next seven days. */
export const USER_STATES = ["all", "active", "expired", "expiringSoon", "enabled", "disabled"] as const;
export type UserState = (typeof USER_STATES)[number];

export const USER_SORTS = [
  "name",
  "tags",
  "expiresAt",
  "rpm",
  "limit5hUsd",
  "limitDailyUsd",
  "limitWeeklyUsd",
  "limitMonthlyUsd",
  "createdAt",
] as const;
export type UserSort = (typeof USER_SORTS)[number];

export interface UserSearch {
  /** Part of a name, a note, a group or a tag; empty for anything. */
  readonly searchTerm: string;
  /** One of them must be the user's; empty for any. */
  readonly tagFilters: readonly string[];
  /** One of them must be the user's or a key's; empty for any. */
  readonly keyGroupFilters: readonly string[];
  readonly statusFilter: UserState;
  readonly sortBy: UserSort;
  readonly sortOrder: "asc" | "desc";
}

export interface UserWithKeys {
  readonly user: User;
  readonly keys: readonly ApiKey[];
}

const SOON_MS = 7 * DAY_MS;

/** The users a search finds, with their keys, in its order; equal ones by id. @param now epoch ms */
export function findUsers(
  { users, keys }: { readonly users: readonly User[]; readonly keys: readonly ApiKey[] },
  search: UserSearch,
  now: number,
): UserWithKeys[] {
  const byUser = new Map<number, ApiKey[]>(users.map(({ id }) => [id, []]));
  for (const key of keys) byUser.get(key.userId)?.push(key);
  const term = search.searchTerm.toLowerCase();
  const direction = search.sortOrder === "asc" ? 1 : -1;
  return users
    .map((user) => ({ user, keys: byUser.get(user.id) ?? [] }))
    .filter((entry) => holdsTerm(entry, term) && hasOneOf(entry, search) && isIn(entry.user, search, now))
    .sort((a, b) => direction * compare(a.user, b.user, search.sortBy) || a.user.id - b.user.id);
}

function holdsTerm({ user, keys }: UserWithKeys, term: string): boolean {
  const texts = [user.name, user.note, ...user.groups, ...user.tags].concat(
    keys.flatMap((key) => [key.name, ...key.groups]),
  );
  return texts.some((text) => text.toLowerCase().includes(term));
}

function hasOneOf({ user, keys }: UserWithKeys, { tagFilters, keyGroupFilters }: UserSearch): boolean {
  const groups = [...user.groups, ...keys.flatMap((key) => key.groups)];
  return (
    (tagFilters.length === 0 || tagFilters.some((tag) => user.tags.includes(tag))) &&
    (keyGroupFilters.length === 0 || keyGroupFilters.some((group) => groups.includes(group)))
  );
}

function isIn({ isEnabled, expiresAt }: User, { statusFilter }: UserSearch, now: number): boolean {
  const left = expiresAt === null ? Number.POSITIVE_INFINITY : expiresAt.getTime() - now;
  switch (statusFilter) {
    case "all":
      return true;
    case "active":
      return isEnabled && left > 0;
    case "expired":
      return left <= 0;
    case "expiringSoon":
      return left > 0 && left <= SOON_MS;
    case "enabled":
      return isEnabled;
    case "disabled":
      return !isEnabled;
  }
}

/** Whoever has no limit or no end comes last. */
function compare(a: User, b: User, by: UserSort): number {
  const first = sortValue(a, by);
  const second = sortValue(b, by);
  if (typeof first === "string" && typeof second === "string") return first.localeCompare(second);
  return first === second ? 0 : first < second ? -1 : 1;
}

function sortValue(user: User, by: UserSort): string | number {
  switch (by) {
    case "name":
      return user.name;
    case "tags":
      return user.tags.join(",");
    case "expiresAt":
      return user.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
    case "createdAt":
      return user.createdAt.getTime();
    case "rpm":
      return user.rpmLimit ?? Number.POSITIVE_INFINITY;
    case "limit5hUsd":
    case "limitDailyUsd":
    case "limitWeeklyUsd":
    case "limitMonthlyUsd":
      return user.limits[by] ?? Number.POSITIVE_INFINITY;
  }
}
