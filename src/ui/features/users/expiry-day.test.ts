import { describe, expect, it } from "vitest";
import { dayInDays, dayOf, endOfDay } from "./expiry-day";

describe("expiry days", () => {
  it("last to their end on the hub's clocks", () => {
    expect(endOfDay("2026-03-31", "Asia/Shanghai")?.toISOString()).toBe("2026-03-31T15:59:59.000Z");
    expect(endOfDay("2026-03-31", "UTC")?.toISOString()).toBe("2026-03-31T23:59:59.000Z");
    expect(endOfDay("", "UTC")).toBeNull();
  });

  it("are read back as they were written", () => {
    const end = endOfDay("2026-03-31", "Asia/Shanghai");
    expect(dayOf(end?.getTime() ?? 0, "Asia/Shanghai")).toBe("2026-03-31");
  });

  it("are counted from today", () => {
    expect(dayInDays(7, Date.parse("2026-02-25T20:00:00Z"), "Asia/Shanghai")).toBe("2026-03-05");
  });
});
