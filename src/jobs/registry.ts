import { cleanUpLogs } from "./clean-up-logs";
import { createPartitions } from "./create-partitions";
import { deliverNotifications } from "./deliver-notifications";
import { dropOldMessages } from "./drop-old-messages";
import type { Job } from "./job";
import { notifyCircuits } from "./notify-circuits";
import { notifyCosts } from "./notify-costs";
import { notifyLeaderboard } from "./notify-leaderboard";
import { probeProviders } from "./probe-providers";
import { repairDrift } from "./repair-drift";
import { sweep } from "./sweep";
import { syncPrices } from "./sync-prices";

/** Every job there is. */
export const JOBS: readonly Job[] = [
  createPartitions,
  cleanUpLogs,
  dropOldMessages,
  repairDrift,
  sweep,
  probeProviders,
  syncPrices,
  notifyCircuits,
  notifyLeaderboard,
  notifyCosts,
  deliverNotifications,
];
