import type { MatchType } from "@/domain/match-type";

/** A word that keeps a request from being sent. */
export interface SensitiveWord {
  readonly id: number;
  /** Text or regular expression, by `matchType`. Case does not count. */
  readonly word: string;
  readonly matchType: MatchType;
  readonly description: string | null;
  readonly isEnabled: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}
