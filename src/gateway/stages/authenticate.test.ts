import { describe, expect, it } from "vitest";
import { FailureThrottle } from "@/services/auth/failure-throttle";
import { authenticate } from "./authenticate";

const holder = {
  key: { id: 1, isEnabled: true, expiresAt: null, groups: [] },
  user: { isEnabled: true, expiresAt: null, groups: [] },
};
let now = 0;
const deps = {
  snapshot: { current: { callers: { byKeyHash: new Map([["#sk-known", holder]]) } } },
  hashKey: (key: string) => `#${key}`,
  clock: { now: () => now },
  unknownKeys: new FailureThrottle({ maxFailures: 3, windowMs: 1_000 }),
} as unknown as Parameters<typeof authenticate>[1];

function codeOf(headers: string[], query = "", clientIp: string | null = "10.0.0.1"): string {
  try {
    authenticate({ headers, query, clientIp }, deps);
    return "ok";
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe("authenticate", () => {
  it.each([
    [["Authorization", "Bearer sk-known"], ""],
    [["authorization", "bearer   sk-known "], ""],
    [["X-Api-Key", "sk-known"], ""],
    [["x-goog-api-key", " sk-known"], ""],
    [[], "?alt=sse&key=sk-known"],
    [[], "?k%65y=sk-known"],
    [["x-api-key", "sk-known", "authorization", "Bearer sk-known"], "?key=sk-known"],
    [["x-api-key", " ", "authorization", "Basic abc", "x-goog-api-key", "sk-known"], ""],
  ])("41: finds the key in %j %s", (headers, query) => {
    expect(codeOf(headers, query)).toBe("ok");
  });

  it.each([
    [["x-api-key", "sk-known", "authorization", "Bearer sk-other"], ""],
    [["x-goog-api-key", "sk-known"], "?key=sk-other"],
    [["x-api-key", "sk-known", "X-API-Key", "sk-other"], ""],
    [[], "?key=sk-known&key=sk-other"],
  ])("41: refuses differing keys in %j %s", (headers, query) => {
    expect(codeOf(headers, query)).toBe("conflicting_credentials");
  });

  it.each([
    [[], ""],
    [["authorization", "Basic sk-known"], "?monkey=sk-known"],
    [["x-api-key", "  "], "?key="],
  ])("41: misses a key in %j %s", (headers, query) => {
    expect(codeOf(headers, query)).toBe("missing_credentials");
  });

  it("41: tells an address that keeps sending unknown keys to wait, but never a known key", () => {
    now = 10_000;
    const codes = Array.from({ length: 5 }, () => codeOf(["x-api-key", "sk-guess"]));
    expect(codes).toEqual([
      ...["unknown_key", "unknown_key", "unknown_key"],
      ...["too_many_unknown_keys", "too_many_unknown_keys"],
    ]);
    expect(codeOf(["x-api-key", "sk-known"])).toBe("ok");
    expect(codeOf(["x-api-key", "sk-guess"], "", "10.0.0.2")).toBe("unknown_key");
    expect(codeOf([])).toBe("missing_credentials");
    now += 1_000;
    expect(codeOf(["x-api-key", "sk-guess"])).toBe("unknown_key");
  });
});
