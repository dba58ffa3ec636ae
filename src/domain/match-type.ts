/** How a rule's text is compared with another: anywhere in it, as the whole of it, or as a regular expression (RE2). */
export const MATCH_TYPES = ["contains", "exact", "regex"] as const;
export type MatchType = (typeof MATCH_TYPES)[number];
