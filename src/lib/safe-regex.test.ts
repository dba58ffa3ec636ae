import { describe, expect, it } from "vitest";
import { SafeRegex, SafeRegexError, TextTooLongError } from "./safe-regex";

describe("SafeRegex", () => {
  it.each(["(a", "(?=a)b", "\\1", "a{5000}", "(a{100}){100}", "x".repeat(1_001)])(
    "refuses %.20s",
    (pattern) => {
      expect(() => SafeRegex.compile(pattern)).toThrow(SafeRegexError);
    },
  );

  it("43: takes time in proportion to the text for a pattern that explodes elsewhere", () => {
    const evil = SafeRegex.compile("^(a+)+$");
    const startedAt = performance.now();
    expect(evil.test(`${"a".repeat(100_000)}!`)).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it("finds the first match with its place, whatever the case when told so", () => {
    expect(SafeRegex.compile("b+", { ignoreCase: true }).find("aBBb b")).toEqual({ index: 1, text: "BBb" });
    expect(SafeRegex.compile("b+").find("aBB")).toBeNull();
  });

  it.each([
    ["(\\w+)@(\\w+)", "$2 at $1", "ann@home, bob@work", "home at ann, work at bob"],
    ["(?P<first>\\w)\\w*", "$<first>.", "ann bob", "a. b."],
    ["b", "[$&]", "abc", "a[b]c"],
    ["b", "$$1", "abc", "a$1c"],
    ["b", "$9", "abc", "a$9c"],
    ["x?", "-", "ab", "-a-b-"],
  ])("replaces %s by %s", (pattern, replacement, text, expected) => {
    expect(SafeRegex.compile(pattern).replaceAll(text, replacement, 100)).toBe(expected);
  });

  it("stops a replacement that grows beyond its bound", () => {
    const regex = SafeRegex.compile("a");
    expect(() => regex.replaceAll("a".repeat(1_000), "b".repeat(100), 5_000)).toThrow(TextTooLongError);
  });
});
