import { testParallelLimits } from "../support/parallel-limits";

/** Two hubs on one Redis. */
testParallelLimits(true);
