import { z } from "zod";
import { openUrl } from "@/domain/outbound/schema";
import { LITELLM_PRICE_TABLE } from "@/domain/pricing/price-table";

export const CURRENCIES = ["USD", "CNY", "EUR", "JPY", "GBP", "HKD", "TWD", "KRW", "SGD"] as const;

const fields = {
  siteTitle: z.string().trim().min(1).max(128),
  allowGlobalUsageView: z.boolean(),
  /** Changes the symbol only; amounts stay in USD. */
  currencyDisplay: z.enum(CURRENCIES),
  /** Whose price is charged after a model redirect: the model asked for or the one served. */
  billingModelSource: z.enum(["original", "redirected"]),
  enableAutoCleanup: z.boolean(),
  cleanupRetentionDays: z.number().int().min(1).max(365),
  cleanupSchedule: z.string().min(1).max(50),
  cleanupBatchSize: z.number().int().min(1_000).max(100_000),
  enableClientVersionCheck: z.boolean(),
  verboseProviderError: z.boolean(),
  enableHttp2: z.boolean(),
  interceptAnthropicWarmupRequests: z.boolean(),
  /** Where the price table is fetched; the first address that answers well counts. */
  priceTableUrls: z.array(openUrl(1_024)).min(1).max(5),
  /** Whether it is fetched without being asked for. */
  enablePriceSync: z.boolean(),
  priceSyncIntervalHours: z.number().int().min(1).max(168),
};

/** The hub's settings, changed in the dashboard at run time. Ranges and defaults are the product's. */
export const Settings = z.object({
  siteTitle: fields.siteTitle.default("Claude Code Hub"),
  allowGlobalUsageView: fields.allowGlobalUsageView.default(false),
  currencyDisplay: fields.currencyDisplay.default("USD"),
  billingModelSource: fields.billingModelSource.default("original"),
  enableAutoCleanup: fields.enableAutoCleanup.default(false),
  cleanupRetentionDays: fields.cleanupRetentionDays.default(30),
  cleanupSchedule: fields.cleanupSchedule.default("0 2 * * *"),
  cleanupBatchSize: fields.cleanupBatchSize.default(10_000),
  enableClientVersionCheck: fields.enableClientVersionCheck.default(false),
  verboseProviderError: fields.verboseProviderError.default(false),
  enableHttp2: fields.enableHttp2.default(false),
  interceptAnthropicWarmupRequests: fields.interceptAnthropicWarmupRequests.default(false),
  priceTableUrls: fields.priceTableUrls.default([LITELLM_PRICE_TABLE]),
  enablePriceSync: fields.enablePriceSync.default(true),
  priceSyncIntervalHours: fields.priceSyncIntervalHours.default(24),
});
export type Settings = z.infer<typeof Settings>;

/** What may be changed of them; absent members stay. */
export const SettingsChanges = z.object(fields).partial();
export type SettingsChanges = z.infer<typeof SettingsChanges>;

export const DEFAULT_SETTINGS: Settings = Settings.parse({});
