import { expect, it } from "vitest";
import { localDay } from "./local-day";

it("34: is a day on the clocks of its place, also when they change", () => {
  expect(localDay("2026-03-01", "Asia/Shanghai")).toEqual({
    start: new Date("2026-02-28T16:00:00Z"),
    end: new Date("2026-03-01T16:00:00Z"),
  });
  expect(localDay("2026-03-29", "Europe/Berlin")).toEqual({
    start: new Date("2026-03-28T23:00:00Z"),
    end: new Date("2026-03-29T22:00:00Z"),
  });
});
