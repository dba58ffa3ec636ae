import { expect, it } from "vitest";
import { lastFire, nextFire, parseCron } from "./cron";
import { DAY_MS, HOUR_MS } from "./duration";

/** Every fire of a schedule within a day of UTC or of another zone, as ISO texts. */
function fires(text: string, day: string, timeZone = "UTC", spanMs = DAY_MS): string[] {
  const cron = parseCron(text);
  if (!cron) throw new Error(`${text} is no schedule`);
  const from = Date.parse(`${day}T00:00:00Z`) - 1;
  const found: string[] = [];
  for (let until = from + spanMs; ; ) {
    const at = lastFire(cron, from, until, timeZone);
    if (at === null) return found.reverse();
    found.push(new Date(at).toISOString().slice(0, 16));
    until = at - 1;
  }
}

it.each([
  ["0 9 * * *", ["2026-01-01T09:00"]],
  ["*/30 1 * * *", ["2026-01-01T01:00", "2026-01-01T01:30"]],
  ["5,10-12 3 1 1 *", ["2026-01-01T03:05", "2026-01-01T03:10", "2026-01-01T03:11", "2026-01-01T03:12"]],
  ["40/10 4 * * *", ["2026-01-01T04:40", "2026-01-01T04:50"]],
  ["0 9 * * 4", ["2026-01-01T09:00"]],
  ["0 9 * * 1-3", []],
  ["0 9 2 * *", []],
  ["0 9 2 * 4", ["2026-01-01T09:00"]],
])("%s fires on a Thursday, the first of January, at %j", (text, expected) => {
  expect(fires(text, "2026-01-01")).toEqual(expected);
});

it("counts on the clocks of a time zone, changes of clocks included", () => {
  expect(fires("30 2 * * *", "2026-01-01", "Asia/Shanghai")).toEqual(["2026-01-01T18:30"]);
  expect(fires("30 2 * * *", "2026-03-29", "Europe/Berlin", 20 * HOUR_MS)).toEqual([]);
  expect(fires("0 7 * * 7", "2026-03-29", "Europe/Berlin")).toEqual(["2026-03-29T05:00"]);
});

it("looks behind one moment and up to another", () => {
  const cron = parseCron("0 * * * *");
  const at = Date.parse("2026-01-01T05:00:00Z");
  expect(cron && lastFire(cron, at - 1, at, "UTC")).toBe(at);
  expect(cron && lastFire(cron, at, at + 59_000, "UTC")).toBeNull();
});

it("finds the next moment of a schedule, over a year ahead and across a change of clocks", () => {
  const next = (text: string, after: string, timeZone = "UTC") => {
    const cron = parseCron(text);
    const from = Date.parse(after);
    const at = cron && nextFire(cron, from, from + 366 * 24 * HOUR_MS, timeZone);
    return at === null ? null : new Date(at).toISOString().slice(0, 16);
  };
  expect(next("30 2 * * *", "2026-01-01T02:29:59Z")).toBe("2026-01-01T02:30");
  expect(next("30 2 * * *", "2026-01-01T02:30:00Z")).toBe("2026-01-02T02:30");
  expect(next("30 2 * * *", "2026-01-01T00:00:00Z", "Asia/Kathmandu")).toBe("2026-01-01T20:45");
  expect(next("30 2 * * *", "2026-03-29T00:00:00Z", "Europe/Berlin")).toBe("2026-03-30T00:30");
  expect(next("0 0 1 3 *", "2026-03-01T00:00:00Z")).toBe("2027-03-01T00:00");
  expect(next("0 0 30 2 *", "2026-01-01T00:00:00Z")).toBeNull();
});

it.each([
  "",
  "* * * *",
  "60 * * * *",
  "* 24 * * *",
  "* * 0 * *",
  "5-1 * * * *",
  "*/0 * * * *",
  "a * * * *",
  "@daily",
])("%j is no schedule", (text) => {
  expect(parseCron(text)).toBeNull();
});
