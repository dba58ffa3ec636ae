import type { ActionCase } from "./action-case";
import type { World } from "./world";

const nothing = () => ({});

let serial = 0;

/** Adds one by its creating action; returns its id. */
async function added({ hub }: World, action: string, input: object): Promise<number> {
  return (await hub.call<{ id: number }>(action, input)).id;
}

const newWord = (world: World) =>
  added(world, "sensitive-words/createSensitiveWordAction", { word: `word ${++serial}` });
const newRule = (world: World) =>
  added(world, "error-rules/createErrorRuleAction", { pattern: `pattern ${++serial}`, category: "mine" });
const FILTER = { name: "a filter", scope: "header", action: "set", target: "x-team", replacement: "blue" };
const newFilter = (world: World) => added(world, "request-filters/createRequestFilterAction", FILTER);

/** Sensitive words, error rules, request filters. */
export const RULE_CASES: Readonly<Record<string, ActionCase>> = {
  "sensitive-words/listSensitiveWords": { valid: nothing },
  "sensitive-words/createSensitiveWordAction": {
    valid: () => ({ word: `new ${++serial}`, matchType: "exact" }),
  },
  "sensitive-words/updateSensitiveWordAction": {
    valid: async (world) => ({ id: await newWord(world), isEnabled: false }),
  },
  "sensitive-words/deleteSensitiveWordAction": { valid: async (world) => ({ id: await newWord(world) }) },
  "sensitive-words/refreshCacheAction": { valid: nothing },
  "sensitive-words/getCacheStats": { valid: nothing },
  "error-rules/listErrorRules": { valid: nothing },
  "error-rules/createErrorRuleAction": {
    valid: () => ({
      pattern: `new ${++serial}`,
      category: "mine",
      matchType: "contains",
      overrideResponse: {
        type: "error",
        error: { type: "invalid_request_error", message: "Shorter, please." },
      },
      overrideStatusCode: 400,
    }),
  },
  "error-rules/updateErrorRuleAction": {
    valid: async (world) => ({ id: await newRule(world), priority: 3 }),
  },
  "error-rules/deleteErrorRuleAction": { valid: async (world) => ({ id: await newRule(world) }) },
  "error-rules/testErrorRuleAction": { valid: () => ({ message: "prompt is too long: 300000 tokens" }) },
  "error-rules/refreshCacheAction": { valid: nothing },
  "error-rules/getCacheStats": { valid: nothing },
  "request-filters/listRequestFilters": { valid: nothing },
  "request-filters/createRequestFilterAction": { valid: () => FILTER },
  "request-filters/updateRequestFilterAction": {
    valid: async (world) => ({ id: await newFilter(world), isEnabled: false }),
  },
  "request-filters/deleteRequestFilterAction": { valid: async (world) => ({ id: await newFilter(world) }) },
  "request-filters/refreshRequestFiltersCache": { valid: nothing },
  "request-filters/listProvidersForFilterAction": { valid: nothing },
  "request-filters/getDistinctProviderGroupsAction": { valid: nothing },
};
