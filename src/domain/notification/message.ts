import type { NotificationLanguage } from "./notification-type";
import type { Occasion, OccasionOf } from "./occasion";
import { NOTIFICATION_TEXTS, type NotificationTexts } from "./texts";

/** A part of a message that every platform can show in its own way. */
export type Section =
  | { readonly kind: "fields"; readonly fields: readonly (readonly [label: string, value: string])[] }
  | { readonly kind: "quote"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] };

/** An occasion in words. Its texts hold names people chose: whoever renders it escapes them. */
export interface Message {
  readonly title: string;
  readonly level: "info" | "warning" | "error";
  readonly sections: readonly Section[];
  /** When it happened, on the clocks of the readers. */
  readonly at: string;
}

export interface Wording {
  readonly language: NotificationLanguage;
  readonly timeZone: string;
}

export function composeMessage(occasion: Occasion, { language, timeZone }: Wording): Message {
  const texts = NOTIFICATION_TEXTS[language];
  const clock = (iso: string) => localTime(iso, language, timeZone);
  const at = clock(occasion.at);
  switch (occasion.type) {
    case "circuit_breaker":
      return {
        title: texts.circuitTitle,
        level: "error",
        at,
        sections: circuitSections(occasion, texts, clock),
      };
    case "daily_leaderboard":
      return {
        title: texts.leaderboardTitle,
        level: "info",
        at,
        sections: leaderboardSections(occasion, texts),
      };
    case "cost_alert":
      return { title: texts.costTitle, level: "warning", at, sections: costSections(occasion, texts) };
  }
}

/** A moment as people of that language write it, in that time zone. */
export function localTime(iso: string, language: NotificationLanguage, timeZone: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "medium", timeZone }).format(
    new Date(iso),
  );
}

function circuitSections(
  { providerName, providerId, failureCount, retryAt, lastError }: OccasionOf<"circuit_breaker">,
  texts: NotificationTexts,
  clock: (iso: string) => string,
): Section[] {
  const fields: [string, string][] = [
    [texts.provider, `${providerName} (#${providerId})`],
    [texts.failures, String(failureCount)],
  ];
  if (retryAt !== null) fields.push([texts.retryAt, clock(retryAt)]);
  return [
    { kind: "fields", fields },
    { kind: "quote", text: `${texts.lastError}: ${lastError}` },
  ];
}

function leaderboardSections(
  { date, entries, totalRequests, totalCostUsd }: OccasionOf<"daily_leaderboard">,
  texts: NotificationTexts,
): Section[] {
  const items = entries.map(
    ({ userName, requests, tokens, costUsd }, at) =>
      `${at + 1}. ${userName}: ${dollars(costUsd)}, ${requests} ${texts.requests}, ${tokens} ${texts.tokens}`,
  );
  return [
    { kind: "fields", fields: [[texts.date, date]] },
    { kind: "list", items },
    {
      kind: "fields",
      fields: [[texts.total, `${dollars(totalCostUsd)}, ${totalRequests} ${texts.requests}`]],
    },
  ];
}

function costSections(
  { targetType, targetName, window, currentUsd, limitUsd, usagePercent }: OccasionOf<"cost_alert">,
  texts: NotificationTexts,
): Section[] {
  return [
    {
      kind: "fields",
      fields: [
        [texts.subject[targetType], targetName],
        [texts.windowLabel, texts.window[window]],
        [texts.spent, `${dollars(currentUsd)} (${usagePercent.toFixed(1)} %)`],
        [texts.limit, dollars(limitUsd)],
      ],
    },
  ];
}

/** Cents are enough for reading; amounts are exact in the dashboard. */
const dollars = (usd: string) => `$${Number(usd).toFixed(2)}`;
