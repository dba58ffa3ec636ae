import { createPartitions } from "./create-partitions";
import type { Job } from "./job";
import { probeProviders } from "./probe-providers";

/** Every job there is. */
export const JOBS: readonly Job[] = [createPartitions, probeProviders];
