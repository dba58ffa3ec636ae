/** Checks of ours that zod has no code for. */
export const RULES = [
  "required",
  "cron",
  "timeZone",
  "json",
  "jsonObject",
  "tokenPrice",
  "httpUrl",
  "proxyUrl",
  "urlWithSecret",
  "hubHeader",
  "latin1",
  "zeroOrWithin",
  "futureDate",
  "tenYears",
] as const;
export type Rule = (typeof RULES)[number];

/**
 * What a refinement says when it fails: English for scripts, and the rule's name, by which forms say it in the
 * reader's language.
 */
export function breaks(rule: Rule, error: string, facts: Readonly<Record<string, number>> = {}) {
  return { error, params: { rule, ...facts } };
}
