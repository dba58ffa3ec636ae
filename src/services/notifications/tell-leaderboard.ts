import "server-only";
import type { Occasion } from "@/domain/notification/occasion";
import { lastFire, parseCron } from "@/lib/cron";
import { Decimal } from "@/lib/decimal";
import { DAY_MS, HOUR_MS } from "@/lib/duration";
import type { Db } from "@/repository/db";
import { rankUsers } from "@/repository/ledger/rank-users";
import { listBindings } from "@/repository/notifications/bindings";
import { insertDeliveries } from "@/repository/notifications/deliveries";
import {
  readNotificationSettings,
  type StoredNotificationSettings,
} from "@/repository/notifications/settings";
import type { Runtime } from "@/services/runtime/runtime";
import { type DueBinding, dueBindings } from "./due-bindings";

/**
 * Tells who used how much in the last 24 hours, where the schedule says so. Returns how many deliveries that makes.
 *
 * @param isAsked tell all bindings now
 */
export async function tellLeaderboard(
  { database: { db }, clock, env }: Pick<Runtime, "database" | "clock" | "env">,
  { isAsked }: { readonly isAsked: boolean },
): Promise<number> {
  const settings = await readNotificationSettings(db);
  if (!settings.enabled || !settings.dailyLeaderboardEnabled) return 0;
  const bindings = await listBindings(db, "daily_leaderboard", { onlyLive: true });
  const now = clock.now();
  const due = isAsked
    ? bindings.map((binding) => ({ binding, firedAt: now, timeZone: binding.scheduleTimezone ?? env.TZ }))
    : dueBindings(bindings, {
        ...{ now, since: settings.updatedAt.getTime(), timeZone: env.TZ },
        firedByDefault: (after, timeZone) => daily(settings, after, now, timeZone),
      });
  let deliveries = 0;
  for (const one of due) deliveries += await tell(db, one, settings.dailyLeaderboardTopN, now);
  return deliveries;
}

function daily(
  { dailyLeaderboardTime }: StoredNotificationSettings,
  after: number,
  now: number,
  timeZone: string,
): number | null {
  const [hour, minute] = dailyLeaderboardTime.split(":").map(Number);
  const cron = parseCron(`${minute} ${hour} * * *`);
  return cron && lastFire(cron, after, now, timeZone);
}

async function tell(db: Db, { binding, firedAt, timeZone }: DueBinding, topN: number, now: number) {
  const occasion = await leaderboard(db, topN, now, timeZone);
  // Nobody wants to hear that nothing happened.
  if (!occasion) return 0;
  return insertDeliveries(db, occasion, `leaderboard:${new Date(firedAt).toISOString()}`, [binding.targetId]);
}

/** The sums are kept by the hour: the 24 hours begin and end with the nearest full ones. */
async function leaderboard(db: Db, topN: number, now: number, timeZone: string): Promise<Occasion | null> {
  const from = Math.round((now - DAY_MS) / HOUR_MS) * HOUR_MS;
  const ranks = await rankUsers(db, new Date(from), new Date(now));
  if (ranks.length === 0) return null;
  const total = ranks.reduce((sum, { costUsd }) => sum.plus(costUsd), new Decimal(0));
  return {
    type: "daily_leaderboard",
    at: new Date(now).toISOString(),
    // Sweden writes dates as ISO does.
    date: new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeZone }).format(now),
    entries: ranks.slice(0, topN).map(({ userName, requests, tokens, costUsd }) => ({
      ...{ userName, requests, tokens, costUsd },
    })),
    totalRequests: ranks.reduce((sum, { requests }) => sum + requests, 0),
    totalCostUsd: total.toFixed(),
  };
}
