import type { UsageLog } from "./usage-log";

/** The columns of the export, under the product's public titles. */
export const CSV_HEADER = [
  "Time",
  "User",
  "Key",
  "Provider",
  "Model",
  "Original Model",
  "Endpoint",
  "Status Code",
  "Input Tokens",
  "Output Tokens",
  "Cache Write 5m",
  "Cache Write 1h",
  "Cache Read",
  "Total Tokens",
  "Cost (USD)",
  "Duration (ms)",
  "Session ID",
  "Retry Count",
] as const;

export function csvRow(log: UsageLog): readonly (string | number | null)[] {
  return [
    log.createdAt,
    log.userName,
    log.keyName,
    log.providerName,
    log.model,
    log.originalModel,
    log.endpoint,
    log.statusCode,
    log.inputTokens,
    log.outputTokens,
    log.cacheCreation5mInputTokens,
    log.cacheCreation1hInputTokens,
    log.cacheReadInputTokens,
    log.totalTokens,
    log.costUsd,
    log.durationMs,
    log.sessionId,
    log.retryCount,
  ];
}
