import type { Provider } from "@/domain/provider/provider";

/** A provider as its defaults make it, for tests of pure decisions. */
export function someProvider(changes: Partial<Provider> = {}): Provider {
  return { ...DEFAULTS, ...changes };
}

const DEFAULTS: Provider = {
  id: 1,
  name: "a provider",
  description: null,
  url: "https://upstream.example",
  websiteUrl: null,
  type: "claude",
  isEnabled: true,
  weight: 1,
  priority: 0,
  costMultiplier: "1",
  groups: [],
  allowedModels: [],
  modelRedirects: [],
  joinClaudePool: false,
  translationEnabled: true,
  limits: {
    limit5hUsd: null,
    limitDailyUsd: null,
    limitWeeklyUsd: null,
    limitMonthlyUsd: null,
    limitTotalUsd: null,
    dailyResetMode: "fixed",
    dailyResetTime: "00:00",
  },
  totalSince: null,
  concurrentSessions: null,
  maxRetryAttempts: null,
  breaker: { failureThreshold: 5, openDurationMs: 1_800_000, halfOpenSuccessThreshold: 2 },
  timeouts: { firstByteMs: 0, idleMs: 0, totalMs: 0 },
  hasOutboundProxy: false,
  proxyFallbackToDirect: false,
  preserveClientIp: false,
  customHeaders: {},
  cacheTtlPreference: null,
  context1mPreference: null,
  codex: {
    instructionsStrategy: "auto",
    officialInstructions: null,
    reasoningEffort: null,
    reasoningSummary: null,
    textVerbosity: null,
    parallelToolCalls: null,
  },
  mcpPassthroughType: "none",
  mcpPassthroughUrl: null,
  createdAt: new Date(0),
  updatedAt: new Date(0),
};
