import { z } from "zod";
import { TARGET_TYPES } from "@/domain/notification/notification-type";
import type { Secrets } from "@/infra/crypto/secrets";
import { maskUrl } from "@/lib/mask";
import type { StoredTarget } from "@/repository/notifications/targets";
import { openTarget } from "@/services/notifications/seal-target";

const HIDDEN = "••••••";
const hidden = z.string().nullable().describe("Masked where there is one");

/** A target as lists show it: nothing in it lets anybody post there. */
export const TargetDisplay = z
  .object({
    id: z.number().int(),
    name: z.string(),
    providerType: z.enum(TARGET_TYPES),
    webhookUrl: hidden,
    telegramBotToken: hidden,
    telegramChatId: z.string().nullable(),
    dingtalkSecret: hidden,
    feishuSecret: hidden,
    customTemplate: z.record(z.string(), z.unknown()).nullable(),
    customHeaders: z.record(z.string(), z.string()).nullable().describe("Names with masked values"),
    proxyUrl: hidden,
    proxyFallbackToDirect: z.boolean(),
    isEnabled: z.boolean(),
    lastTestAt: z.iso.datetime().nullable(),
    lastTestResult: z
      .object({ success: z.boolean(), error: z.string().optional(), latencyMs: z.number().optional() })
      .nullable(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: "WebhookTarget" });
export type TargetDisplay = z.infer<typeof TargetDisplay>;

export function targetDisplay(stored: StoredTarget, secrets: Secrets): TargetDisplay {
  const target = openTarget(stored, secrets);
  const names = Object.keys(target.customHeaders ?? {});
  return {
    ...stored,
    webhookUrl: target.webhookUrl && `${new URL(target.webhookUrl).origin}/${HIDDEN}`,
    telegramBotToken: target.telegramBotToken && HIDDEN,
    dingtalkSecret: target.dingtalkSecret && HIDDEN,
    feishuSecret: target.feishuSecret && HIDDEN,
    customHeaders: target.customHeaders && Object.fromEntries(names.map((name) => [name, HIDDEN])),
    proxyUrl: target.proxyUrl && maskUrl(target.proxyUrl),
    lastTestAt: stored.lastTestAt?.toISOString() ?? null,
    createdAt: stored.createdAt.toISOString(),
    updatedAt: stored.updatedAt.toISOString(),
  };
}
