import { expect, it } from "vitest";
import type { GatewayError } from "@/domain/gateway-error";
import type { SpendLimits } from "@/domain/quota/spend-limits";
import { MemoryCounters } from "@/infra/counters/memory";
import { quotaWorld } from "../support/quota-world";

/** The limiter by a clock of our own: it opens at the very millisecond the window says, whatever clocks do that day. */

interface WindowCase {
  readonly timeZone: string;
  readonly limits: Partial<SpendLimits>;
  readonly kind: "daily" | "weekly" | "monthly";
  readonly starts: string;
  readonly ends: string;
}

const daily = (timeZone: string, dailyResetTime: string, starts: string, ends: string) =>
  ({ timeZone, limits: { limitDailyUsd: 1, dailyResetTime }, kind: "daily", starts, ends }) as const;
const weekly = (timeZone: string, starts: string, ends: string) =>
  ({ timeZone, limits: { limitWeeklyUsd: 1 }, kind: "weekly", starts, ends }) as const;
const monthly = (timeZone: string, starts: string, ends: string) =>
  ({ timeZone, limits: { limitMonthlyUsd: 1 }, kind: "monthly", starts, ends }) as const;

const CASES: readonly WindowCase[] = [
  // 23 and 25 hours, at midnight.
  daily("Europe/Berlin", "00:00", "2026-03-28T23:00Z", "2026-03-29T22:00Z"),
  daily("Europe/Berlin", "00:00", "2026-10-24T22:00Z", "2026-10-25T23:00Z"),
  // The reset time itself is skipped: it moves to the hour after, and back the day after.
  daily("Europe/Berlin", "02:30", "2026-03-28T01:30Z", "2026-03-29T01:30Z"),
  daily("Europe/Berlin", "02:30", "2026-03-29T01:30Z", "2026-03-30T00:30Z"),
  // Days that begin in the small hours.
  daily("America/New_York", "04:30", "2026-03-07T09:30Z", "2026-03-08T08:30Z"),
  daily("America/New_York", "04:30", "2026-10-31T08:30Z", "2026-11-01T09:30Z"),
  // Clocks that change by half an hour.
  daily("Australia/Lord_Howe", "00:00", "2026-04-04T13:00Z", "2026-04-05T13:30Z"),
  daily("Australia/Lord_Howe", "23:59", "2026-10-03T13:29Z", "2026-10-04T12:59Z"),
  weekly("America/New_York", "2026-03-02T05:00Z", "2026-03-09T04:00Z"),
  weekly("Europe/Berlin", "2026-12-27T23:00Z", "2027-01-03T23:00Z"),
  monthly("Europe/Berlin", "2026-02-28T23:00Z", "2026-03-31T22:00Z"),
  monthly("America/New_York", "2028-02-01T05:00Z", "2028-03-01T05:00Z"),
  monthly("Australia/Lord_Howe", "2026-12-31T13:00Z", "2027-01-31T13:00Z"),
];

it.each(CASES)("34: $kind in $timeZone from $starts", async ({ timeZone, limits, kind, starts, ends }) => {
  const [startsAt, endsAt] = [Date.parse(starts), Date.parse(ends)];
  const clock = { now: startsAt };
  const counters = new MemoryCounters();
  const subjects = { user: { limits } };
  const world = quotaWorld({ counters, subjects, timeZone, now: () => clock.now });
  const shown = async (at: number) => {
    const { byKind, sums } = world.clock.windowsAt(`user:${world.caller.user.id}`, world.caller.user, at);
    const [nanoUsd = 0] = await counters.read([sums[kind]], at);
    return { startsAt: byKind[kind].startsAt, resetsAt: byKind[kind].resetsAt, usd: nanoUsd / 1e9 };
  };

  // What was spent a moment before counts in the window before.
  await world.settle("before", 5, startsAt - 1);
  expect(await shown(startsAt)).toEqual({ startsAt, resetsAt: endsAt, usd: 0 });
  await world.settle((await world.reserve(0)).id, 0);
  await world.settle("first", 0.4, startsAt);
  await world.settle("last", 0.6, endsAt - 1);

  clock.now = endsAt - 1;
  const refusal = await world.reserve(0).catch((error: GatewayError) => error);
  const { usd, resetsAt } = await shown(clock.now);
  expect(refusal).toMatchObject({ details: { limit: { current: usd, resetsAt }, retryAfterSeconds: 1 } });
  expect({ usd, resetsAt }).toEqual({ usd: 1, resetsAt: endsAt });

  clock.now = endsAt;
  expect(await shown(endsAt)).toMatchObject({ startsAt: endsAt, usd: 0 });
  expect(await world.reserve(0)).toMatchObject({ provider: world.provider });
});
