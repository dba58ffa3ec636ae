import type { Provider } from "@/domain/provider/provider";
import { DEFAULT_GROUP } from "@/domain/routing/groups";

/** The groups of providers, the default one first, then by name, each with how many providers are in it. */
export function groupsInUse(providers: readonly Provider[]): ReadonlyMap<string, number> {
  const counts = new Map([[DEFAULT_GROUP, 0]]);
  const tags = providers.flatMap(({ groups }) => (groups.length > 0 ? groups : [DEFAULT_GROUP]));
  for (const tag of tags.sort()) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return counts;
}
