import { describe, expect, it } from "vitest";
import { JOBS } from "@/jobs/registry";
import { repairDrift } from "@/jobs/repair-drift";
import { driftCases } from "../support/drift-cases";

describe("with counters in the process", () => driftCases({ redis: false }));

it("is a job of every hub", () => {
  expect(JOBS).toContain(repairDrift);
});
