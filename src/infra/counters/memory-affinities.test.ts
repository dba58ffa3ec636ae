import { expect, it } from "vitest";
import { MemoryAffinities } from "./memory-affinities";

const ttlMs = 60_000;

it("49: holds no more than it may: what was used longest ago goes first", () => {
  const affinities = new MemoryAffinities(3);
  for (const key of ["a", "b", "c"]) affinities.use({ key, ttlMs }, 0);
  affinities.use({ key: "a", ttlMs }, 1);
  affinities.use({ key: "d", ttlMs }, 2);
  expect(affinities.size).toBe(3);
  expect(affinities.use({ key: "a", ttlMs }, 3).sequence).toBe(3);
  expect(affinities.use({ key: "b", ttlMs }, 3).sequence).toBe(1);
});
