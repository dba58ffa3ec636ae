import { createPartitions } from "./create-partitions";
import type { Job } from "./job";

/** Every job there is. */
export const JOBS: readonly Job[] = [createPartitions];
