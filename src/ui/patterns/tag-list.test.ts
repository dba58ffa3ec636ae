import { describe, expect, it } from "vitest";
import { addTags, holdsSeparator } from "./tag-list";

describe("tags", () => {
  it("are added at the end, trimmed, without repeats and blanks", () => {
    expect(addTags(["a"], " b ")).toEqual(["a", "b"]);
    expect(addTags(["a"], "a,, b\nc，d、a")).toEqual(["a", "b", "c", "d"]);
    expect(addTags(["a"], "  ")).toEqual(["a"]);
  });

  it("end with a comma of any script or a line break", () => {
    expect(["a,", "a，", "a、", "a\nb"].every(holdsSeparator)).toBe(true);
    expect(holdsSeparator("claude-*")).toBe(false);
  });
});
