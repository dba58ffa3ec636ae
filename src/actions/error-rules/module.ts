import type { ActionModule } from "../kit/action-module";
import { createErrorRuleAction } from "./create-error-rule-action";
import { deleteErrorRuleAction } from "./delete-error-rule-action";
import { getCacheStats } from "./get-cache-stats";
import { listErrorRules } from "./list-error-rules";
import { refreshCacheAction } from "./refresh-cache-action";
import { testErrorRuleAction } from "./test-error-rule-action";
import { updateErrorRuleAction } from "./update-error-rule-action";

export const ERROR_RULES: ActionModule = {
  name: "error-rules",
  tag: "Error rules",
  description: "What an upstream's error texts mean, and what clients are told instead.",
  actions: [
    listErrorRules,
    createErrorRuleAction,
    updateErrorRuleAction,
    deleteErrorRuleAction,
    testErrorRuleAction,
    refreshCacheAction,
    getCacheStats,
  ],
};
