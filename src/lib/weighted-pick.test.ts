import { expect, it } from "vitest";
import { weightedPick } from "./weighted-pick";

const items = [
  { name: "a", weight: 1 },
  { name: "b", weight: 0 },
  { name: "c", weight: 3 },
];

it("draws in proportion to the weights", () => {
  const drawn = (random: number) => weightedPick(items, random)?.name;
  expect([0, 0.2499, 0.25, 0.6, 0.999999].map(drawn)).toEqual(["a", "a", "c", "c", "c"]);
});

it("is uniform when no item has weight, and undefined when there is none", () => {
  const weightless = items.map((item) => ({ ...item, weight: 0 }));
  expect([0, 0.4, 0.9].map((random) => weightedPick(weightless, random)?.name)).toEqual(["a", "b", "c"]);
  expect(weightedPick([], 0.5)).toBeUndefined();
});
