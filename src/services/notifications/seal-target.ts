import "server-only";
import { Target } from "@/domain/notification/schema";
import type { Secrets } from "@/infra/crypto/secrets";
import type { SealedTarget } from "@/repository/notifications/targets";

/** A target as it is kept. */
export function sealTarget(target: Target, secrets: Secrets): SealedTarget {
  const seal = (text: string | null) => (text === null ? null : secrets.seal(text));
  const { customHeaders } = target;
  return {
    ...target,
    webhookUrl: seal(target.webhookUrl),
    telegramBotToken: seal(target.telegramBotToken),
    dingtalkSecret: seal(target.dingtalkSecret),
    feishuSecret: seal(target.feishuSecret),
    customHeaders: seal(customHeaders === null ? null : JSON.stringify(customHeaders)),
    proxyUrl: seal(target.proxyUrl),
  };
}

/** A target as it is used. @throws {UnsealError} when another secret key sealed it */
export function openTarget(stored: SealedTarget, secrets: Secrets): Target {
  const open = (text: string | null) => (text === null ? null : secrets.open(text));
  const headers = open(stored.customHeaders);
  return Target.parse({
    ...stored,
    webhookUrl: open(stored.webhookUrl),
    telegramBotToken: open(stored.telegramBotToken),
    dingtalkSecret: open(stored.dingtalkSecret),
    feishuSecret: open(stored.feishuSecret),
    customHeaders: headers === null ? null : JSON.parse(headers),
    proxyUrl: open(stored.proxyUrl),
  });
}
