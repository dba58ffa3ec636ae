import { testParallelLimits } from "../support/parallel-limits";

/** One hub, counters in the process. */
testParallelLimits(false);
