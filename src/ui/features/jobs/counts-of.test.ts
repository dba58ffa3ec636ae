import { expect, it } from "vitest";
import { countsOf } from "./counts-of";

it("reads numbers, lists and what is nested", () => {
  expect(
    countsOf({
      notModified: true,
      deleted: 3,
      created: ["a", "b"],
      before: "2031-01-01",
      counters: null,
      rollup: { rows: 2, usd: "0.5" },
      tested: { 1: "closed", 2: "open" },
    }),
  ).toEqual({ notModified: 1, deleted: 3, created: 2, rollup: 2, rollup_rows: 2, tested: 2 });
});
