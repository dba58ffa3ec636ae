import { z } from "zod";
import { customHeaders, httpUrl, proxyUrl } from "@/domain/outbound/schema";
import { dailyResetTime } from "@/domain/quota/spend-limits";
import { parseCron } from "@/lib/cron";
import { NOTIFICATION_LANGUAGES, NOTIFICATION_TYPES, TARGET_TYPES } from "./notification-type";

/** The job queue of old wrote types with hyphens, and so do some scripts. */
export const notificationType = z.preprocess(
  (value) => (typeof value === "string" ? value.replaceAll("-", "_") : value),
  z.enum(NOTIFICATION_TYPES),
);

const orNull = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === "" ? null : value), schema.nullable());

/** A body to be sent, with `{{placeholders}}` in its texts. */
const template = z.record(z.string(), z.unknown());

const MAX_TEMPLATE_LENGTH = 20_000;

const boundedTemplate = template.refine(
  (value) => JSON.stringify(value).length <= MAX_TEMPLATE_LENGTH,
  `must have at most ${MAX_TEMPLATE_LENGTH} characters`,
);

/** Of robots that take signed messages only. */
const signingSecret = z.string().trim().min(1).max(256);

const targetFields = {
  name: z.string().trim().min(1).max(100),
  providerType: z.enum(TARGET_TYPES),
  /** For Telegram: the address of a Bot API server of one's own. */
  webhookUrl: orNull(httpUrl(1_024)),
  telegramBotToken: orNull(
    z
      .string()
      .trim()
      .regex(/^[\w:-]{1,256}$/),
  ),
  telegramChatId: orNull(
    z.union([z.string(), z.number().int().transform(String)]).pipe(z.string().trim().min(1).max(64)),
  ),
  dingtalkSecret: orNull(signingSecret),
  feishuSecret: orNull(signingSecret),
  customTemplate: orNull(boundedTemplate),
  customHeaders: orNull(customHeaders),
  proxyUrl: orNull(proxyUrl),
  proxyFallbackToDirect: z.boolean(),
  isEnabled: z.boolean(),
};

type TargetFields = z.output<ReturnType<typeof z.object<typeof targetFields>>>;

/** Where notifications go, as a whole: each type needs its own fields, and keeps no others. */
export const Target = z
  .object({
    ...targetFields,
    webhookUrl: targetFields.webhookUrl.default(null),
    telegramBotToken: targetFields.telegramBotToken.default(null),
    telegramChatId: targetFields.telegramChatId.default(null),
    dingtalkSecret: targetFields.dingtalkSecret.default(null),
    feishuSecret: targetFields.feishuSecret.default(null),
    customTemplate: targetFields.customTemplate.default(null),
    customHeaders: targetFields.customHeaders.default(null),
    proxyUrl: targetFields.proxyUrl.default(null),
    proxyFallbackToDirect: z.boolean().default(false),
    isEnabled: z.boolean().default(true),
  })
  .superRefine((target, context) => {
    for (const field of requiredFields(target)) {
      if (target[field] !== null) continue;
      context.addIssue({ code: "custom", path: [field], message: `is needed for ${target.providerType}` });
    }
  })
  .transform(relevantFields);
export type Target = z.output<typeof Target>;

/** What may be changed of one; absent members stay. */
export const TargetChanges = z.object(targetFields).partial();
export type TargetChanges = z.output<typeof TargetChanges>;

function requiredFields({ providerType }: TargetFields): (keyof TargetFields)[] {
  if (providerType === "telegram") return ["telegramBotToken", "telegramChatId"];
  return providerType === "custom" ? ["webhookUrl", "customTemplate"] : ["webhookUrl"];
}

function relevantFields(target: TargetFields): TargetFields {
  const { providerType: type } = target;
  return {
    ...target,
    telegramBotToken: type === "telegram" ? target.telegramBotToken : null,
    telegramChatId: type === "telegram" ? target.telegramChatId : null,
    dingtalkSecret: type === "dingtalk" ? target.dingtalkSecret : null,
    feishuSecret: type === "feishu" ? target.feishuSecret : null,
    customTemplate: type === "custom" ? target.customTemplate : null,
    customHeaders: type === "custom" ? target.customHeaders : null,
  };
}

const scheduleCron = z
  .string()
  .trim()
  .max(100)
  .refine((text) => parseCron(text) !== null, "must be a schedule of five fields, such as 0 9 * * 1-5");

const timeZone = z.string().trim().max(50).refine(isTimeZone, "must be a time zone such as Asia/Shanghai");

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

/** Which target hears of a type of notification, and when. */
export const Binding = z.object({
  targetId: z.number().int().positive(),
  isEnabled: z.boolean().default(true),
  /** null: as the settings say. */
  scheduleCron: orNull(scheduleCron).default(null),
  /** null: the hub's. */
  scheduleTimezone: orNull(timeZone).default(null),
  /** Instead of the target's own template. */
  templateOverride: orNull(boundedTemplate).default(null),
});
export type Binding = z.output<typeof Binding>;

const MAX_BINDINGS = 100;

/** All that hear of one type of notification. */
export const BindingList = z
  .array(Binding)
  .max(MAX_BINDINGS)
  .refine((list) => new Set(list.map(({ targetId }) => targetId)).size === list.length, "name a target once");

const threshold = z.coerce
  .number()
  .min(0.01)
  .max(1)
  .transform((part) => part.toFixed(2));

const settingsFields = {
  enabled: z.boolean(),
  circuitBreakerEnabled: z.boolean(),
  dailyLeaderboardEnabled: z.boolean(),
  dailyLeaderboardTime: dailyResetTime,
  dailyLeaderboardTopN: z.number().int().min(1).max(20),
  costAlertEnabled: z.boolean(),
  /** The part of a limit from which on it is told, 0.01 to 1. */
  costAlertThreshold: threshold,
  /** Minutes. */
  costAlertCheckInterval: z.number().int().min(10).max(1_440),
  language: z.enum(NOTIFICATION_LANGUAGES),
};

/** What is told, and when. */
export const NotificationSettings = z.object(settingsFields);
export type NotificationSettings = z.output<typeof NotificationSettings>;

export const NotificationSettingsChanges = z.object(settingsFields).partial();
export type NotificationSettingsChanges = z.output<typeof NotificationSettingsChanges>;

/** The robots that can be told by their host alone. */
const KNOWN_HOSTS: Readonly<Record<string, (typeof TARGET_TYPES)[number]>> = {
  "qyapi.weixin.qq.com": "wechat",
  "open.feishu.cn": "feishu",
  "open.larksuite.com": "feishu",
  "oapi.dingtalk.com": "dingtalk",
};

/** What is sent to addresses nobody said anything else of. */
const PLAIN_TEMPLATE = {
  title: "{{title}}",
  level: "{{level}}",
  text: "{{sections}}",
  timestamp: "{{timestamp}}",
} as const;

/** A target of which only the address is known. */
export function targetOfUrl(name: string, webhookUrl: string): Target {
  const providerType = KNOWN_HOSTS[new URL(webhookUrl).hostname] ?? "custom";
  return Target.parse({ name, webhookUrl, providerType, customTemplate: PLAIN_TEMPLATE });
}

/** An address as scripts give it, without more. */
export const webhookUrl = httpUrl(1_024);
