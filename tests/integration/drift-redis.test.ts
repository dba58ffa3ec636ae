import { describe } from "vitest";
import { driftCases } from "../support/drift-cases";

describe("with counters in Redis", () => driftCases({ redis: true }));
