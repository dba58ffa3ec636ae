import type { z } from "zod";
import type { TargetType } from "@/domain/notification/notification-type";
import { requiredFields, TargetChanges } from "@/domain/notification/schema";
import { breaks } from "@/domain/rule-issue";
import { jsonObjectText, jsonText } from "@/ui/patterns/json-text";
import type { Pair } from "@/ui/patterns/pair-list";
import type { Target } from "./notifications";

/** What the form of a target holds, under the server's names. Secrets are blank where the stored ones stay. */
export interface TargetValues {
  readonly name: string;
  readonly providerType: TargetType;
  readonly webhookUrl: string;
  readonly telegramBotToken: string;
  readonly telegramChatId: string;
  readonly dingtalkSecret: string;
  readonly feishuSecret: string;
  /** JSON as it is typed. */
  readonly customTemplate: string;
  readonly keepsHeaders: boolean;
  readonly customHeaders: readonly Pair[];
  readonly keepsProxy: boolean;
  readonly proxyUrl: string;
  readonly proxyFallbackToDirect: boolean;
  readonly isEnabled: boolean;
}

const TEMPLATE = { title: "{{title}}", text: "{{sections}}", level: "{{level}}", timestamp: "{{timestamp}}" };

/** A target that does not exist yet. */
export const NEW_TARGET: TargetValues = {
  name: "",
  providerType: "wechat",
  webhookUrl: "",
  telegramBotToken: "",
  telegramChatId: "",
  dingtalkSecret: "",
  feishuSecret: "",
  customTemplate: jsonText(TEMPLATE),
  keepsHeaders: false,
  customHeaders: [],
  keepsProxy: false,
  proxyUrl: "",
  proxyFallbackToDirect: false,
  isEnabled: true,
};

export function targetValues(target: Target): TargetValues {
  const { name, providerType, telegramChatId, customTemplate, proxyFallbackToDirect, isEnabled } = target;
  return {
    ...NEW_TARGET,
    ...{ name, providerType, proxyFallbackToDirect, isEnabled },
    telegramChatId: telegramChatId ?? "",
    customTemplate: customTemplate ? jsonText(customTemplate) : NEW_TARGET.customTemplate,
    keepsHeaders: target.customHeaders !== null,
    keepsProxy: target.proxyUrl !== null,
  };
}

/** Whether the target keeps its secrets: another kind of platform has others. */
export function keepsSecrets(stored: Target | null, { providerType }: Pick<TargetValues, "providerType">) {
  return stored !== null && stored.providerType === providerType;
}

/** What the form holds as the server is sent it; undefined is left as it is. */
export function targetInput(stored: Target | null, values: TargetValues) {
  const { keepsHeaders, keepsProxy, ...fields } = values;
  const isKept = keepsSecrets(stored, values);
  const secret = (text: string) => (isKept && text.trim() === "" ? undefined : text);
  const headers = values.customHeaders.filter((pair) => pair.some((side) => side.trim() !== ""));
  return {
    ...fields,
    webhookUrl: values.providerType === "telegram" ? null : secret(values.webhookUrl),
    telegramBotToken: secret(values.telegramBotToken),
    dingtalkSecret: secret(values.dingtalkSecret),
    feishuSecret: secret(values.feishuSecret),
    customTemplate: values.providerType === "custom" ? values.customTemplate : "",
    customHeaders:
      isKept && keepsHeaders ? undefined : headers.length > 0 ? Object.fromEntries(headers) : null,
    proxyUrl: keepsProxy ? undefined : values.proxyUrl,
  };
}

/** The server's rules for a target, with what its kind needs unless that is stored already. */
export function targetSchema(stored: Target | null) {
  const fields = TargetChanges.extend({ customTemplate: jsonObjectText });
  return NEEDED.reduce(
    (schema, field) =>
      schema.refine((target) => !isMissing(target, field, stored), {
        ...breaks("required", "is needed"),
        path: [field],
        // Told together with what else is wrong.
        when: () => true,
      }),
    fields,
  );
}
export type TargetInput = z.output<ReturnType<typeof targetSchema>>;

/** What one platform or another cannot do without. */
const NEEDED = ["webhookUrl", "telegramBotToken", "telegramChatId", "customTemplate"] as const;

function isMissing(target: TargetChanges, field: (typeof NEEDED)[number], stored: Target | null): boolean {
  const providerType = target.providerType ?? stored?.providerType ?? NEW_TARGET.providerType;
  if (!requiredFields({ providerType }).includes(field)) return false;
  if (target[field] === undefined) return !(keepsSecrets(stored, { providerType }) && stored?.[field]);
  return target[field] === null;
}
