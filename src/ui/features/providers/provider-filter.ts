import type { ProviderDisplay } from "@/actions/providers/provider-display";
import type { ProviderType } from "@/domain/provider/provider-type";
import { DEFAULT_GROUP, parseGroups } from "@/domain/routing/groups";
import { hostOf } from "./host-of";

export const PROVIDER_STATES = ["enabled", "disabled"] as const;
export type ProviderState = (typeof PROVIDER_STATES)[number];

/** What narrows the list; null and "" let everything through. */
export interface ProviderFilter {
  readonly search: string;
  readonly type: ProviderType | null;
  readonly group: string | null;
  readonly state: ProviderState | null;
}

/** The groups a provider serves: its tags, or the default one. */
export function groupsOf({ groupTag }: Pick<ProviderDisplay, "groupTag">): string[] {
  const tags = parseGroups(groupTag);
  return tags.length > 0 ? tags : [DEFAULT_GROUP];
}

/** Every group some provider serves, sorted. */
export function allGroups(providers: readonly ProviderDisplay[]): string[] {
  return [...new Set(providers.flatMap(groupsOf))].sort();
}

export function matches(provider: ProviderDisplay, { search, type, group, state }: ProviderFilter): boolean {
  if (type !== null && provider.providerType !== type) return false;
  if (group !== null && !groupsOf(provider).includes(group)) return false;
  if (state !== null && provider.isEnabled !== (state === "enabled")) return false;
  const text = [provider.name, hostOf(provider.url), ...groupsOf(provider)].join("\n").toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
