import { describe, expect, it } from "vitest";
import { ExpiringMap } from "./expiring-map";

function watched() {
  const gone: string[] = [];
  const map = new ExpiringMap<string>((value) => gone.push(value));
  return { gone, map };
}

describe("ExpiringMap", () => {
  it("drops what has ended and keeps the rest", () => {
    const { gone, map } = watched();
    map.set("a", "first", 100);
    map.set("b", "second", 200);
    map.sweep(99);
    expect(gone).toEqual([]);
    map.sweep(100);
    expect(gone).toEqual(["first"]);
    map.sweep(150);
    expect(map.size).toBe(1);
    map.sweep(200);
    expect(gone).toEqual(["first", "second"]);
  });

  it("tells of a value once, however it goes", () => {
    const { gone, map } = watched();
    map.set("a", "old", 100);
    map.set("a", "new", 300);
    map.sweep(100);
    expect(gone).toEqual(["old"]);
    map.delete("a");
    map.delete("a");
    map.sweep(1_000);
    expect(gone).toEqual(["old", "new"]);
  });

  it("keeps what is extended, and extends only what there is", () => {
    const { gone, map } = watched();
    map.set("a", "first", 100);
    map.extend("a", 500);
    map.extend("b", 500);
    map.sweep(499);
    expect(map.size).toBe(1);
    map.sweep(500);
    expect(gone).toEqual(["first"]);
  });
});
