import type { MatchType } from "@/domain/match-type";
import type { ErrorOverride } from "./error-override";

/**
 * What an upstream's error text means: that the client's request is at fault, so that another provider would say the
 * same, and what the client is told instead.
 */
export interface ErrorRule {
  readonly id: number;
  /** Text or regular expression, by `matchType`. Case does not count. */
  readonly pattern: string;
  readonly matchType: MatchType;
  readonly category: string;
  readonly description: string | null;
  /** The body the client gets; null leaves the upstream's. */
  readonly overrideResponse: ErrorOverride | null;
  /** 400 to 599; null leaves the status. */
  readonly overrideStatusCode: number | null;
  readonly isEnabled: boolean;
  /** It is the product's, as the product made it. An edit makes it the admin's, and it is never touched again. */
  readonly isDefault: boolean;
  /** Higher ones are asked first; equal ones by id. The first that matches counts. */
  readonly priority: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** In the order they are asked, which is the order lists show. */
export function byPrecedence(
  a: Pick<ErrorRule, "priority" | "id">,
  b: Pick<ErrorRule, "priority" | "id">,
): number {
  return b.priority - a.priority || a.id - b.id;
}
