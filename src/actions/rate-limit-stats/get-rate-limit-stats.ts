"use server";
import { z } from "zod";
import { DAY_MS } from "@/lib/duration";
import { countLimitEvents } from "@/repository/statistics/count-limit-events";
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
    const events = await countLimitEvents(database.db, {
      userId: input.user_id,
      keyId: input.key_id,
      limitType: input.limit_type,
      from: input.start_time ?? new Date(to.getTime() - DEFAULT_SPAN_MS),
      to,
    });
    return {
      total_events: events.total,
      events_by_type: { ...events.byType },
      events_by_user: { ...events.byUserId },
      events_timeline: [...events.byHour],
      avg_current_usage: Math.round(events.meanUsage * 10_000) / 100,
    };
  },
);
