import "server-only";
import { createHmac } from "node:crypto";
import type { Message } from "@/domain/notification/message";
import type { Occasion } from "@/domain/notification/occasion";
import { fillTemplate, placeholdersOf } from "@/domain/notification/placeholders";
import { dingtalkBody, feishuBody, telegramBody, wechatBody } from "@/domain/notification/render-message";
import type { Target } from "@/domain/notification/schema";
import { SECOND_MS } from "@/lib/duration";

/** An occasion with its words, and the template that is used where the target takes one. */
export interface Telling {
  readonly occasion: Occasion;
  readonly message: Message;
  readonly template: Readonly<Record<string, unknown>> | null;
}

export interface TargetRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const TELEGRAM_API = "https://api.telegram.org";

/** The request that tells a target. @param now epoch ms */
export function targetRequest(target: Target, telling: Telling, now: number): TargetRequest {
  const headers = {
    ...target.customHeaders,
    "content-type": "application/json",
    "user-agent": "claude-code-hub",
  };
  return { url: urlOf(target, now), headers, body: JSON.stringify(bodyOf(target, telling, now)) };
}

function urlOf({ providerType, webhookUrl, telegramBotToken, dingtalkSecret }: Target, now: number): string {
  if (providerType === "telegram") {
    return `${(webhookUrl ?? TELEGRAM_API).replace(/\/+$/, "")}/bot${telegramBotToken}/sendMessage`;
  }
  const url = new URL(webhookUrl ?? "");
  if (dingtalkSecret !== null) {
    url.searchParams.set("timestamp", String(now));
    url.searchParams.set("sign", dingtalkSign(dingtalkSecret, now));
  }
  return url.href;
}

/** Source: DingTalk open platform, "custom robot security settings": HMAC-SHA-256 over timestamp, newline, secret. */
function dingtalkSign(secret: string, timestamp: number): string {
  return createHmac("sha256", secret).update(`${timestamp}\n${secret}`).digest("base64");
}

/**
 * What a signed message carries beside itself. `now` in epoch ms, the robot's timestamps are seconds.
 * Source: Feishu open platform, "custom bot usage guide", signature verification: HMAC-SHA-256 over nothing, with
 * timestamp, newline and secret as its key.
 */
function feishuSignature(secret: string | null, now: number) {
  if (secret === null) return {};
  const timestamp = String(Math.floor(now / SECOND_MS));
  return { timestamp, sign: createHmac("sha256", `${timestamp}\n${secret}`).digest("base64") };
}

function bodyOf(target: Target, { occasion, message, template }: Telling, now: number): unknown {
  switch (target.providerType) {
    case "wechat":
      return wechatBody(message);
    case "feishu":
      return { ...feishuSignature(target.feishuSecret, now), ...feishuBody(message) };
    case "dingtalk":
      return dingtalkBody(message);
    case "telegram":
      return telegramBody(message, target.telegramChatId ?? "");
    case "custom":
      return fillTemplate(template ?? target.customTemplate, placeholdersOf(occasion, message));
  }
}
