import { describe, expect, it } from "vitest";
import { retryAfterMs } from "./failure";

describe("19: Retry-After", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");

  it.each([
    ["7", 7_000],
    [" 0 ", 0],
    ["Thu, 01 Jan 2026 00:01:30 GMT", 90_000],
    ["Thursday, 01-Jan-26 00:01:30 GMT", 90_000],
    ["Wed, 31 Dec 2025 23:59:00 GMT", 0],
    ["999999999", 86_400_000],
    ["Fri, 01 Jan 2027 00:00:00 GMT", 86_400_000],
    ["soon", null],
    ["", null],
  ])("%s means %s ms", (value, expected) => {
    expect(retryAfterMs(["Retry-After", value], now)).toBe(expected);
  });

  it("is none where there is none", () => {
    expect(retryAfterMs(["content-type", "text/plain"], now)).toBeNull();
  });
});
