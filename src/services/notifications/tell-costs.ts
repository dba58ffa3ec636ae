import "server-only";
import { MINUTE_MS } from "@/lib/duration";
import { listBindings } from "@/repository/notifications/bindings";
import { insertDeliveries } from "@/repository/notifications/deliveries";
import { readNotificationSettings } from "@/repository/notifications/settings";
import type { Runtime } from "@/services/runtime/runtime";
import { dueBindings } from "./due-bindings";
import { findCostAlerts } from "./find-cost-alerts";

interface CostCheck {
  /** When costs were last checked, epoch ms; 0 = never. */
  readonly lastCheckAt: number;
  /** Check for all bindings now. */
  readonly isAsked: boolean;
}

/**
 * Tells which limits are nearly used up, as often as the settings say; right after they were changed too. Each limit,
 * window and threshold is told once.
 *
 * @returns null when there was nothing to check
 */
export async function tellCosts(
  runtime: Pick<Runtime, "database" | "clock" | "env" | "snapshot" | "quota">,
  { lastCheckAt, isAsked }: CostCheck,
): Promise<{ readonly alerts: number; readonly deliveries: number } | null> {
  const { db } = runtime.database;
  const settings = await readNotificationSettings(db);
  if (!settings.enabled || !settings.costAlertEnabled) return null;
  const bindings = await listBindings(db, "cost_alert", { onlyLive: true });
  const now = runtime.clock.now();
  const everyMs = settings.costAlertCheckInterval * MINUTE_MS;
  const isNew =
    Math.max(settings.updatedAt.getTime(), ...bindings.map(({ updatedAt }) => updatedAt.getTime())) >
    lastCheckAt;
  const due =
    isAsked || isNew
      ? bindings
      : dueBindings(bindings, {
          ...{ now, since: lastCheckAt, timeZone: runtime.env.TZ },
          firedByDefault: (after) => {
            const slot = Math.floor(now / everyMs) * everyMs;
            return slot > after ? slot : null;
          },
        }).map(({ binding }) => binding);
  if (due.length === 0) return null;
  const alerts = await findCostAlerts(runtime, settings.costAlertThreshold);
  const targets = due.map(({ targetId }) => targetId);
  let deliveries = 0;
  for (const { occasion, dedupeKey } of alerts) {
    deliveries += await insertDeliveries(db, occasion, dedupeKey, targets);
  }
  return { alerts: alerts.length, deliveries };
}
