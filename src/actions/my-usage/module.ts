import type { ActionModule } from "../kit/action-module";
import { getMyAvailableEndpoints } from "./get-my-available-endpoints";
import { getMyAvailableModels } from "./get-my-available-models";
import { getMyQuota } from "./get-my-quota";
import { getMyTodayStats } from "./get-my-today-stats";
import { getMyUsageLogs } from "./get-my-usage-logs";
import { getMyUsageMetadata } from "./get-my-usage-metadata";

export const MY_USAGE: ActionModule = {
  name: "my-usage",
  tag: "My usage",
  description: "What one key has used: the only actions that keys may call which may not sign in.",
  actions: [
    getMyUsageMetadata,
    getMyQuota,
    getMyTodayStats,
    getMyUsageLogs,
    getMyAvailableModels,
    getMyAvailableEndpoints,
  ],
};
