import { createPartitions } from "./create-partitions";
import { dropOldMessages } from "./drop-old-messages";
import type { Job } from "./job";
import { probeProviders } from "./probe-providers";
import { repairDrift } from "./repair-drift";

/** Every job there is. */
export const JOBS: readonly Job[] = [createPartitions, dropOldMessages, probeProviders, repairDrift];
