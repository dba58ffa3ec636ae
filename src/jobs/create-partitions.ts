import { ensurePartitions } from "@/infra/postgres/partitions";
import { HOUR_MS } from "@/lib/duration";
import type { Job } from "./job";

const WEEKS_AHEAD = 4;

/** Makes the partitions of the request log that the coming weeks will need. */
export const createPartitions: Job = {
  name: "create-partitions",
  everyMs: 6 * HOUR_MS,
  run: async ({ database, clock }) => ({
    created: await ensurePartitions(database.sql, clock.now(), WEEKS_AHEAD),
  }),
};
