import { describe, expect, it } from "vitest";
import { filterInput, type LogFilters, mayMatch } from "./log-filters";

const NONE: LogFilters = {
  range: null,
  user: null,
  key: null,
  provider: null,
  model: null,
  status: null,
  retries: null,
  session: null,
};

describe("filterInput", () => {
  it("asks for everything without filters", () => {
    expect(filterInput(NONE, 1_000)).toEqual({});
  });

  it("counts ranges back from now and tells one status from all others", () => {
    expect(filterInput({ ...NONE, range: "1h", status: "!200", retries: 1 }, 7_200_000)).toEqual({
      startTime: 3_600_000,
      excludeStatusCode200: true,
      minRetryCount: 1,
    });
    expect(filterInput({ ...NONE, status: "429" }, 0)).toEqual({ statusCode: 429 });
  });
});

describe("mayMatch", () => {
  const request = { userId: 1, keyId: 2, providerId: 3, model: "claude-x", statusCode: 200 };

  it.each([
    [NONE, true],
    [{ ...NONE, user: 1, key: 2, provider: 3, model: "claude-x", status: "200" as const }, true],
    [{ ...NONE, key: 9 }, false],
    [{ ...NONE, status: "!200" as const }, false],
    [{ ...NONE, model: "claude-y" }, false],
  ])("%o → %s", (filters, expected) => {
    expect(mayMatch(filters, request)).toBe(expected);
  });
});
