/** The group of providers without tags and of callers without a group. */
export const DEFAULT_GROUP = "default";

/** A caller in this group reaches every provider. */
export const EVERY_GROUP = "*";

/** Splits a comma list into trimmed, distinct, sorted names. */
export function parseGroups(list: string | null | undefined): string[] {
  const names = (list ?? "").split(",").map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ""))].sort();
}

/** Whether a caller in `callerGroups` may use a provider tagged `providerGroups`. */
export function groupsMeet(callerGroups: readonly string[], providerGroups: readonly string[]): boolean {
  if (callerGroups.includes(EVERY_GROUP)) return true;
  const tags = providerGroups.length > 0 ? providerGroups : [DEFAULT_GROUP];
  const groups = callerGroups.length > 0 ? callerGroups : [DEFAULT_GROUP];
  return groups.some((group) => tags.includes(group));
}
