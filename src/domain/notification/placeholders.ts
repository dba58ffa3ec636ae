import type { Message, Section } from "./message";
import type { Occasion } from "./occasion";

/** What `{{name}}` in a template stands for, by name. */
export type Placeholders = Readonly<Record<string, string>>;

/** The placeholders each kind of notification knows beside the common ones, for editors of templates. */
export function placeholdersOf(occasion: Occasion, message: Message): Placeholders {
  return {
    timestamp: occasion.at,
    timestamp_local: message.at,
    title: message.title,
    level: message.level,
    sections: message.sections.map(sectionText).join("\n"),
    ...factsOf(occasion),
  };
}

function factsOf(occasion: Occasion): Placeholders {
  switch (occasion.type) {
    case "circuit_breaker":
      return {
        provider_name: occasion.providerName,
        provider_id: String(occasion.providerId),
        failure_count: String(occasion.failureCount),
        retry_at: occasion.retryAt ?? "",
        last_error: occasion.lastError,
      };
    case "daily_leaderboard":
      return {
        date: occasion.date,
        entries_json: JSON.stringify(occasion.entries),
        total_requests: String(occasion.totalRequests),
        total_cost: occasion.totalCostUsd,
      };
    case "cost_alert":
      return {
        target_type: occasion.targetType,
        target_name: occasion.targetName,
        current_cost: occasion.currentUsd,
        quota_limit: occasion.limitUsd,
        usage_percent: occasion.usagePercent.toFixed(1),
      };
  }
}

/** A section as plain text. */
export function sectionText(section: Section): string {
  switch (section.kind) {
    case "fields":
      return section.fields.map(([label, value]) => `${label}: ${value}`).join("\n");
    case "quote":
      return section.text;
    case "list":
      return section.items.join("\n");
  }
}

/** A template with its placeholders filled in, in every text at any depth. Unknown ones stay as they are. */
export function fillTemplate(template: unknown, values: Placeholders): unknown {
  if (typeof template === "string") {
    return template.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) =>
      Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
    );
  }
  if (Array.isArray(template)) return template.map((item) => fillTemplate(item, values));
  if (typeof template !== "object" || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([key, item]) => [key, fillTemplate(item, values)]));
}
