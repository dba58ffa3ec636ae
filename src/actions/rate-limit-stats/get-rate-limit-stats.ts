"use server";
import { z } from "zod";
import { DAY_MS } from "@/lib/duration";
import { type LimitEvents, listLimitEvents } from "@/repository/statistics/list-limit-events";
import { action } from "../kit/action";

const LIMIT_TYPES = [
  "rpm",
  "concurrent_sessions",
  "usd_5h",
  "daily_quota",
  "usd_weekly",
  "usd_monthly",
  "usd_total",
] as const;

const count = z.number().int();
const id = z.coerce.number().int().optional();
const instant = z.union([z.number(), z.iso.datetime({ offset: true })]).transform((value) => new Date(value));

const DEFAULT_SPAN_MS = 7 * DAY_MS;

export const getRateLimitStats = action(
  {
    name: "rate-limit-stats/getRateLimitStats",
    summary: "Requests that limits turned away",
    description:
      "By limit, by user and by hour; of the last seven days unless told otherwise, ends exclusive. The average tells how much of the limit was used, in percent. Purging the log takes its events along.",
    access: "admin",
    input: z.object({
      user_id: id,
      key_id: id,
      limit_type: z.enum(LIMIT_TYPES).optional(),
      start_time: instant.optional(),
      end_time: instant.optional(),
    }),
    output: z.object({
      total_events: count,
      events_by_type: z.record(z.string(), count),
      events_by_user: z.record(z.string(), count),
      events_timeline: z.array(z.object({ hour: z.iso.datetime(), count })),
      avg_current_usage: z.number(),
    }),
  },
  async ({ input, runtime: { database, clock } }) => {
    const to = input.end_time ?? new Date(clock.now());
    const groups = await listLimitEvents(database.db, {
      userId: input.user_id,
      keyId: input.key_id,
      limitType: input.limit_type,
      from: input.start_time ?? new Date(to.getTime() - DEFAULT_SPAN_MS),
      to,
    });
    const total = groups.reduce((sum, { events }) => sum + events, 0);
    const used = groups.reduce((sum, { usageSum }) => sum + usageSum, 0);
    return {
      total_events: total,
      events_by_type: countBy(groups, ({ limitType }) => limitType),
      events_by_user: countBy(groups, ({ userId }) => String(userId)),
      events_timeline: Object.entries(countBy(groups, ({ hour }) => hour)).map(([hour, count]) => ({
        hour,
        count,
      })),
      avg_current_usage: total === 0 ? 0 : Math.round((used / total) * 10_000) / 100,
    };
  },
);

function countBy(
  groups: readonly LimitEvents[],
  nameOf: (group: LimitEvents) => string,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const group of groups) counts[nameOf(group)] = (counts[nameOf(group)] ?? 0) + group.events;
  return counts;
}
