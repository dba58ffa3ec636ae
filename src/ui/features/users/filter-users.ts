import type { UserDisplay } from "@/actions/users/user-display";
import { parseGroups } from "@/domain/routing/groups";
import type { Role } from "@/domain/user/user";
import { type State, stateOf } from "./user-state";

export interface UserFilter {
  readonly search: string;
  readonly state: State | null;
  readonly role: Role | null;
  readonly group: string | null;
}

/** The users that every part of the filter lets through; all words of the search must be found somewhere. */
export function filterUsers(users: readonly UserDisplay[], filter: UserFilter, now: number): UserDisplay[] {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  return users.filter(
    (user) =>
      (filter.state === null || stateOf(user, now) === filter.state) &&
      (filter.role === null || user.role === filter.role) &&
      (filter.group === null || parseGroups(user.providerGroup).includes(filter.group)) &&
      hasWords(user, words),
  );
}

function hasWords(user: UserDisplay, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const keys = user.keys.flatMap(({ name, maskedKey }) => [name, maskedKey]);
  const text = [user.name, user.note, ...user.tags, ...keys].join("\n").toLowerCase();
  return words.every((word) => text.includes(word));
}

/** The groups somebody is in, sorted. */
export function groupsOf(users: readonly UserDisplay[]): string[] {
  return [...new Set(users.flatMap(({ providerGroup }) => parseGroups(providerGroup)))].sort();
}
