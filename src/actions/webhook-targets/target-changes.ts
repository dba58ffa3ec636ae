import type { TargetChanges } from "@/domain/notification/schema";

const HIDDEN = "(changed)";

const SECRETS = [
  "webhookUrl",
  "telegramBotToken",
  "dingtalkSecret",
  "feishuSecret",
  "customHeaders",
  "proxyUrl",
] as const;

/** The fields of a change as the audit log may keep them: that a secret changed, not to what. */
export function withoutTargetSecrets(changes: TargetChanges): Readonly<Record<string, unknown>> {
  const hidden = SECRETS.filter((field) => changes[field] !== undefined && changes[field] !== null);
  return { ...changes, ...Object.fromEntries(hidden.map((field) => [field, HIDDEN])) };
}
