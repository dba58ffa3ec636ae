import { createPartitions } from "./create-partitions";
import type { Job } from "./job";
import { probeProviders } from "./probe-providers";
import { repairDrift } from "./repair-drift";
import { syncPrices } from "./sync-prices";

/** Every job there is. */
export const JOBS: readonly Job[] = [createPartitions, probeProviders, repairDrift, syncPrices];
