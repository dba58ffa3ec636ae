import "server-only";
import { composeMessage } from "@/domain/notification/message";
import type { NotificationType } from "@/domain/notification/notification-type";
import type { Occasion } from "@/domain/notification/occasion";
import { HOUR_MS } from "@/lib/duration";
import { listBindings } from "@/repository/notifications/bindings";
import { readNotificationSettings } from "@/repository/notifications/settings";
import type { Runtime } from "@/services/runtime/runtime";
import type { Telling } from "./target-request";

/** A notification with made-up facts, worded as a real one to that target would be. @param targetId null: to none yet */
export async function testTelling(
  type: NotificationType,
  targetId: number | null,
  { database: { db }, env, clock }: Pick<Runtime, "database" | "env" | "clock">,
): Promise<Telling> {
  const binding = (await listBindings(db, type)).find((one) => one.targetId === targetId);
  const { language } = await readNotificationSettings(db);
  const occasion = sampleOccasion(type, clock.now());
  const message = composeMessage(occasion, { language, timeZone: binding?.scheduleTimezone ?? env.TZ });
  return { occasion, message, template: binding?.templateOverride ?? null };
}

function sampleOccasion(type: NotificationType, now: number): Occasion {
  const at = new Date(now).toISOString();
  switch (type) {
    case "circuit_breaker":
      return {
        ...{ type, at, providerId: 0, providerName: "Test", failureCount: 5 },
        retryAt: new Date(now + HOUR_MS).toISOString(),
        lastError: "test",
      };
    case "daily_leaderboard":
      return {
        ...{ type, at, date: at.slice(0, 10), totalRequests: 150, totalCostUsd: "12.5" },
        entries: [
          { userName: "Alice", requests: 100, tokens: 1_000_000, costUsd: "9.5" },
          { userName: "Bob", requests: 50, tokens: 200_000, costUsd: "3" },
        ],
      };
    case "cost_alert":
      return {
        ...{ type, at, targetType: "user", targetName: "Test", window: "weekly" },
        ...{ currentUsd: "80", limitUsd: "100", usagePercent: 80 },
      };
  }
}
