import { expect, it } from "vitest";
import { seededRandom } from "./seeded-random";

const draw = (...numbers: number[]) => {
  const random = seededRandom(...numbers);
  return Array.from({ length: 1_000 }, () => random.next());
};

it("repeats itself from the same numbers, and from no others", () => {
  expect(draw(1, 2)).toEqual(draw(1, 2));
  expect(draw(1, 2)).not.toEqual(draw(2, 1));
  expect(draw(1, 2)[0]).not.toBe(draw(1, 3)[0]);
});

it("spreads evenly over its range", () => {
  const sum = draw(7).reduce((total, value) => total + value, 0);
  expect(sum / 1_000).toBeGreaterThan(0.45);
  expect(sum / 1_000).toBeLessThan(0.55);
  const random = seededRandom(7);
  const seen = new Set(Array.from({ length: 200 }, () => random.between(3, 6)));
  expect([...seen].sort()).toEqual([3, 4, 5, 6]);
  const picked = new Set(Array.from({ length: 200 }, () => random.pick(["a", "b", "c"])));
  expect(picked.size).toBe(3);
});
