import { z } from "zod";

export const CURRENCIES = ["USD", "CNY", "EUR", "JPY", "GBP", "HKD", "TWD", "KRW", "SGD"] as const;

/** The hub's settings, changed in the dashboard at run time. Ranges and defaults are the product's. */
export const Settings = z.object({
  siteTitle: z.string().trim().min(1).max(128).default("Claude Code Hub"),
  allowGlobalUsageView: z.boolean().default(false),
  /** Changes the symbol only; amounts stay in USD. */
  currencyDisplay: z.enum(CURRENCIES).default("USD"),
  /** Whose price is charged after a model redirect: the model asked for or the one served. */
  billingModelSource: z.enum(["original", "redirected"]).default("original"),
  enableAutoCleanup: z.boolean().default(false),
  cleanupRetentionDays: z.number().int().min(1).max(365).default(30),
  cleanupSchedule: z.string().min(1).max(50).default("0 2 * * *"),
  cleanupBatchSize: z.number().int().min(1_000).max(100_000).default(10_000),
  enableClientVersionCheck: z.boolean().default(false),
  verboseProviderError: z.boolean().default(false),
  enableHttp2: z.boolean().default(false),
  interceptAnthropicWarmupRequests: z.boolean().default(false),
});
export type Settings = z.infer<typeof Settings>;

export const DEFAULT_SETTINGS: Settings = Settings.parse({});
