import { describe, expect, it } from "vitest";
import { HOUR_MS } from "./duration";
import { dayWindow, monthWindow, weekWindow } from "./time-window";

const at = (iso: string) => Date.parse(iso);
const iso = ({ startsAt, endsAt }: { startsAt: number; endsAt: number }) =>
  [startsAt, endsAt].map((ms) => new Date(ms).toISOString());

describe("dayWindow", () => {
  it("begins at the reset time of the zone", () => {
    expect(iso(dayWindow(at("2026-11-23T08:00:00Z"), "00:00", "Asia/Shanghai"))).toEqual([
      "2026-11-22T16:00:00.000Z",
      "2026-11-23T16:00:00.000Z",
    ]);
    expect(iso(dayWindow(at("2026-11-23T00:29:59Z"), "08:30", "Asia/Shanghai"))).toEqual([
      "2026-11-22T00:30:00.000Z",
      "2026-11-23T00:30:00.000Z",
    ]);
    expect(iso(dayWindow(at("2026-11-23T00:30:00Z"), "08:30", "Asia/Shanghai"))[0]).toBe(
      "2026-11-23T00:30:00.000Z",
    );
  });

  it("is 23 and 25 hours long when clocks change", () => {
    const spring = dayWindow(at("2026-03-08T12:00:00Z"), "00:00", "America/New_York");
    const autumn = dayWindow(at("2026-11-01T12:00:00Z"), "00:00", "America/New_York");
    expect((spring.endsAt - spring.startsAt) / HOUR_MS).toBe(23);
    expect((autumn.endsAt - autumn.startsAt) / HOUR_MS).toBe(25);
  });

  it("covers every instant around a skipped reset time exactly once", () => {
    const zone = "Europe/Berlin"; // 2026-03-29 has no 02:30
    for (let now = at("2026-03-28T20:00:00Z"); now < at("2026-03-30T06:00:00Z"); now += HOUR_MS / 4) {
      const window = dayWindow(now, "02:30", zone);
      expect(window.startsAt).toBeLessThanOrEqual(now);
      expect(window.endsAt).toBeGreaterThan(now);
      expect(dayWindow(window.endsAt, "02:30", zone).startsAt).toBe(window.endsAt);
    }
  });
});

it("weekWindow begins on Monday", () => {
  expect(iso(weekWindow(at("2026-11-22T15:59:59Z"), "Asia/Shanghai"))).toEqual([
    "2026-11-15T16:00:00.000Z",
    "2026-11-22T16:00:00.000Z",
  ]);
  expect(iso(weekWindow(at("2026-11-22T16:00:00Z"), "Asia/Shanghai"))[0]).toBe("2026-11-22T16:00:00.000Z");
});

it("monthWindow begins on the first", () => {
  expect(iso(monthWindow(at("2026-12-31T16:00:00Z"), "Asia/Shanghai"))).toEqual([
    "2026-12-31T16:00:00.000Z",
    "2027-01-31T16:00:00.000Z",
  ]);
});
