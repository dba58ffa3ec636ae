import { expect, it } from "vitest";
import { partitionOf } from "./partitions";

it("gives each week, Monday to Monday in UTC, a partition of its own", () => {
  const sunday = partitionOf("requests", Date.parse("2026-11-22T23:59:59.999Z"));
  const monday = partitionOf("requests", Date.parse("2026-11-23T00:00:00Z"));
  expect(sunday.name).toBe("requests_20261116");
  expect(monday.name).toBe("requests_20261123");
  expect(sunday.to).toEqual(monday.from);
});
