import { describe, expect, it } from "vitest";
import { NEW_CONDITION, restsUntil, withRest } from "./condition";

describe("a rest", () => {
  it("19: lasts until the time the provider named, and never gets shorter", () => {
    const resting = withRest(withRest(NEW_CONDITION, "m", 5_000, 0), "m", 3_000, 0);
    expect(restsUntil(resting, "m", 4_999)).toBe(5_000);
    expect(restsUntil(resting, "m", 5_000)).toBeNull();
  });

  it("is kept per model, and for all models where it is not one model's limit", () => {
    const one = withRest(NEW_CONDITION, "claude-opus", 5_000, 0);
    expect([restsUntil(one, "claude-opus", 1), restsUntil(one, "claude-haiku", 1)]).toEqual([5_000, null]);
    const all = withRest(one, null, 4_000, 0);
    expect([restsUntil(all, "claude-opus", 1), restsUntil(all, "claude-haiku", 1)]).toEqual([5_000, 4_000]);
    expect(restsUntil(all, null, 1)).toBe(4_000);
  });

  it("of a model named * or like a property of every object is that model's own", () => {
    const odd = withRest(withRest(NEW_CONDITION, "*", 5_000, 0), "__proto__", 6_000, 0);
    expect(restsUntil(odd, "claude-haiku", 1)).toBeNull();
    expect([restsUntil(odd, "*", 1), restsUntil(odd, "__proto__", 1)]).toEqual([5_000, 6_000]);
  });

  it("leaves the circuit alone, and the same object where nothing is new", () => {
    const resting = withRest(NEW_CONDITION, "m", 5_000, 0);
    expect(resting.circuit).toBe(NEW_CONDITION.circuit);
    expect(withRest(resting, "m", 5_000, 1)).toBe(resting);
    expect(withRest(resting, "m", 1, 1)).toBe(resting);
  });

  it("is forgotten in favour of longer ones when clients name ever new models", () => {
    let condition = NEW_CONDITION;
    for (let n = 0; n < 1_000; n++) condition = withRest(condition, `m${n}`, 1_000 + n, 0);
    expect(Object.keys(condition.rests)).toHaveLength(32);
    expect(restsUntil(condition, "m999", 1)).toBe(1_999);
  });
});
