import type { ActionCase } from "./action-case";

const nothing = () => ({});

/** What is read of requests and of the hub. */
export const LOG_CASES: Readonly<Record<string, ActionCase>> = {
  "usage-logs/getUsageLogs": { valid: () => ({ page: 1, pageSize: 5 }), foreign: "own" },
  "usage-logs/getUsageLogsBatch": { valid: () => ({ limit: 5 }), foreign: "own" },
  "usage-logs/getUsageLogDetails": {
    valid: ({ requestId }) => ({ id: requestId }),
    foreign: ({ requestId }) => ({ id: requestId }),
  },
  "usage-logs/exportUsageLogs": { valid: () => ({ excludeStatusCode200: false }), foreign: "own" },
  "usage-logs/getModelList": { valid: nothing, foreign: "own" },
  "usage-logs/getStatusCodeList": { valid: nothing, foreign: "own" },
  "usage-logs/getEndpointList": { valid: nothing, foreign: "own" },
  "usage-logs/getFilterOptions": { valid: nothing, foreign: "own" },
  "usage-logs/getUsageLogsStats": { valid: () => ({ search: "01890000" }), foreign: "own" },
  "usage-logs/getUsageLogSessionIdSuggestions": { valid: () => ({ term: "0a" }), foreign: "own" },
  "overview/getOverviewData": { valid: nothing, foreign: "own" },
  "dashboard-realtime/getDashboardRealtimeData": { valid: nothing, foreign: nothing },
  "concurrent-sessions/getConcurrentSessions": { valid: nothing, foreign: "own" },
  "client-versions/fetchClientVersionStats": { valid: nothing },
  "statistics/getUserStatistics": { valid: () => ({ timeRange: "30days" }), foreign: "own" },
  "statistics/getModelDistribution": { valid: nothing, foreign: nothing },
  "leaderboard/getLeaderboard": { valid: () => ({ period: "weekly", scope: "provider" }), foreign: nothing },
  "availability/getAvailability": { valid: () => ({ bucketSizeMinutes: 15 }) },
  "availability/getCurrentAvailability": { valid: nothing },
  "rate-limit-stats/getRateLimitStats": { valid: () => ({ limit_type: "rpm" }) },
  "my-usage/getMyUsageMetadata": { valid: nothing, as: "readOnlyKey", foreign: "own" },
  "my-usage/getMyQuota": { valid: nothing, as: "readOnlyKey", foreign: "own" },
  "my-usage/getMyTodayStats": { valid: nothing, as: "user", foreign: "own" },
  "my-usage/getMyUsageLogs": {
    valid: () => ({ startDate: "2026-01-01", endDate: "2099-12-31" }),
    as: "user",
    foreign: "own",
  },
  "my-usage/getMyAvailableModels": { valid: nothing, as: "user", foreign: "own" },
  "my-usage/getMyAvailableEndpoints": { valid: nothing, as: "readOnlyKey", foreign: "own" },
  "audit-log/getAuditLog": { valid: () => ({ limit: 10 }) },
  "setup/getSetupState": { valid: nothing },
  "system/getLogLevel": { valid: nothing },
  "system/setLogLevel": { valid: () => ({ level: "fatal" }) },
  "system/cleanUpLogs": { valid: () => ({ beforeDate: "2020-01-01", statusCodes: [500] }) },
  "system/getDatabaseStatus": { valid: nothing },
  "system-config/getDisplaySettings": { valid: nothing, foreign: "own" },
  "system-config/fetchSystemSettings": { valid: nothing },
  "system-config/saveSystemSettings": { valid: () => ({ siteTitle: "Our hub" }) },
};
