import type { ActionModule } from "../kit/action-module";
import { exportUsageLogs } from "./export-usage-logs";
import { getEndpointList } from "./get-endpoint-list";
import { getFilterOptions } from "./get-filter-options";
import { getModelList } from "./get-model-list";
import { getStatusCodeList } from "./get-status-code-list";
import { getUsageLogDetails } from "./get-usage-log-details";
import { getUsageLogSessionIdSuggestions } from "./get-usage-log-session-id-suggestions";
import { getUsageLogs } from "./get-usage-logs";
import { getUsageLogsBatch } from "./get-usage-logs-batch";
import { getUsageLogsStats } from "./get-usage-logs-stats";

export const USAGE_LOGS: ActionModule = {
  name: "usage-logs",
  tag: "Usage logs",
  description: "The log of requests: search, details, export.",
  actions: [
    getUsageLogs,
    getUsageLogsBatch,
    getUsageLogsStats,
    getUsageLogDetails,
    exportUsageLogs,
    getModelList,
    getStatusCodeList,
    getEndpointList,
    getFilterOptions,
    getUsageLogSessionIdSuggestions,
  ],
};
