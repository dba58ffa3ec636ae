import { describe, expect, it } from "vitest";
import { type EditTarget, formatEditTarget, parseEditTarget } from "./edit-target";

describe("edit target", () => {
  it.each<[string, EditTarget]>([
    ["new", { kind: "new-user" }],
    ["user-12", { kind: "user", userId: 12 }],
    ["key-new-12", { kind: "new-key", userId: 12 }],
    ["key-34", { kind: "key", keyId: 34 }],
  ])("reads and writes %s", (text, target) => {
    expect(parseEditTarget(text)).toEqual(target);
    expect(formatEditTarget(target)).toBe(text);
  });

  it.each(["", "news", "user-", "user-x", "key-new-", "key--1", "group-1"])(
    "reads nothing from %j",
    (text) => {
      expect(parseEditTarget(text)).toBeNull();
    },
  );
});
