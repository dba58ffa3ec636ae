import { describe, expect, it } from "vitest";
import { memoLatest } from "./memo-latest";

function counted(capacity: number) {
  const asked: string[] = [];
  const upper = memoLatest((text) => {
    asked.push(text);
    return text.toUpperCase();
  }, capacity);
  return { asked, upper };
}

describe("memoLatest", () => {
  it("works a text out once", () => {
    const { asked, upper } = counted(2);
    expect([upper("a"), upper("b"), upper("a"), upper("b")]).toEqual(["A", "B", "A", "B"]);
    expect(asked).toEqual(["a", "b"]);
  });

  it("49: forgets the oldest when it is full", () => {
    const { asked, upper } = counted(2);
    for (const text of ["a", "b", "c", "b", "a"]) upper(text);
    expect(asked).toEqual(["a", "b", "c", "a"]);
  });

  it("49: keeps no long text", () => {
    const { asked, upper } = counted(2);
    const long = "x".repeat(257);
    upper(long);
    upper(long);
    expect(asked).toHaveLength(2);
  });
});
