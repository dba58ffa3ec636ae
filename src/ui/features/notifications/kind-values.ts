import { z } from "zod";
import type { NotificationType } from "@/domain/notification/notification-type";
import { Binding, NotificationSettingsChanges } from "@/domain/notification/schema";
import { jsonObjectText, jsonText } from "@/ui/patterns/json-text";
import { typedNumber } from "@/ui/patterns/typed-number";
import type { Issue } from "@/ui/patterns/use-issue-text";
import type { Settings, Binding as ShownBinding } from "./notifications";

/** Who hears of it, as the form holds it. */
export interface BindingValues {
  readonly targetId: number;
  readonly isEnabled: boolean;
  readonly scheduleCron: string;
  readonly scheduleTimezone: string;
  /** JSON as it is typed. */
  readonly templateOverride: string;
}

/** What the form of a kind holds, under the server's names: numbers as they are typed, the threshold in per cent. */
export interface KindValues {
  readonly settings: {
    readonly dailyLeaderboardTime: string;
    readonly dailyLeaderboardTopN: string;
    readonly costAlertThreshold: string;
    readonly costAlertCheckInterval: string;
  };
  readonly bindings: BindingValues[];
}

export const KindInput = z.object({
  settings: NotificationSettingsChanges,
  bindings: z.array(Binding.extend({ templateOverride: jsonObjectText })),
});
export type KindInput = z.output<typeof KindInput>;

export function kindValues(settings: Settings, bindings: readonly ShownBinding[]): KindValues {
  return {
    settings: {
      dailyLeaderboardTime: settings.dailyLeaderboardTime,
      dailyLeaderboardTopN: String(settings.dailyLeaderboardTopN),
      costAlertThreshold: String(Math.round(Number(settings.costAlertThreshold) * 100)),
      costAlertCheckInterval: String(settings.costAlertCheckInterval),
    },
    bindings: bindings.map(({ targetId, isEnabled, scheduleCron, scheduleTimezone, templateOverride }) => ({
      targetId,
      isEnabled,
      scheduleCron: scheduleCron ?? "",
      scheduleTimezone: scheduleTimezone ?? "",
      templateOverride: jsonText(templateOverride),
    })),
  };
}

/** Somebody new who hears of it, as the settings say. */
export function newBinding(targetId: number): BindingValues {
  return { targetId, isEnabled: true, scheduleCron: "", scheduleTimezone: "", templateOverride: "" };
}

/** What the form of a kind is sent as: only its own settings. */
export function kindInput(type: NotificationType, { settings, bindings }: KindValues) {
  return { settings: settingsInput(type, settings), bindings };
}

function settingsInput(type: NotificationType, settings: KindValues["settings"]) {
  switch (type) {
    case "circuit_breaker":
      return {};
    case "daily_leaderboard":
      return {
        dailyLeaderboardTime: settings.dailyLeaderboardTime,
        dailyLeaderboardTopN: typedNumber(settings.dailyLeaderboardTopN),
      };
    case "cost_alert":
      return {
        costAlertThreshold: typedNumber(settings.costAlertThreshold) / 100,
        costAlertCheckInterval: typedNumber(settings.costAlertCheckInterval),
      };
  }
}

/** The same complaint in per cent where that is typed. */
export function inPercent(issue: Issue): Issue {
  if (issue.path.at(-1) !== "costAlertThreshold") return issue;
  if (issue.code === "too_small") return { ...issue, minimum: Number(issue.minimum) * 100 };
  return issue.code === "too_big" ? { ...issue, maximum: Number(issue.maximum) * 100 } : issue;
}
