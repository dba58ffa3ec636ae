import type { DefaultErrorRule } from "./default-rules";
import type { ErrorRule } from "./error-rule";

/** What brings the stored default rules up to date. */
export interface DefaultSyncPlan {
  readonly insert: readonly DefaultErrorRule[];
  readonly update: readonly { readonly id: number; readonly to: DefaultErrorRule }[];
  readonly deleteIds: readonly number[];
}

/**
 * Compares the stored rules with the product's. Rules are known by their pattern. What an admin wrote or edited
 * (`isDefault` is false) is never touched, and keeps the product's rule of the same pattern away.
 */
export function planDefaultSync(
  stored: readonly ErrorRule[],
  defaults: readonly DefaultErrorRule[],
): DefaultSyncPlan {
  const byPattern = new Map(stored.map((rule) => [rule.pattern, rule]));
  const wanted = new Set(defaults.map(({ pattern }) => pattern));
  return {
    insert: defaults.filter(({ pattern }) => !byPattern.has(pattern)),
    update: defaults.flatMap((to) => {
      const rule = byPattern.get(to.pattern);
      return rule?.isDefault && !isCurrent(rule, to) ? [{ id: rule.id, to }] : [];
    }),
    deleteIds: stored
      .filter(({ isDefault, pattern }) => isDefault && !wanted.has(pattern))
      .map(({ id }) => id),
  };
}

function isCurrent(rule: ErrorRule, to: DefaultErrorRule): boolean {
  return (
    rule.matchType === to.matchType &&
    rule.category === to.category &&
    rule.description === to.description &&
    rule.priority === to.priority
  );
}
