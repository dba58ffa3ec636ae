import { MESSAGES_KEPT_MS } from "@/config/limits";
import { dropPartitionsBefore } from "@/infra/postgres/partitions";
import { HOUR_MS } from "@/lib/duration";
import { dropMessages } from "@/repository/requests/drop-messages";
import type { Job } from "./job";

/** Stored messages go when their time is over, whether storing is still switched on or not: whole weeks, then the rest. */
export const dropOldMessages: Job = {
  name: "drop-old-messages",
  everyMs: 6 * HOUR_MS,
  run: async ({ database: { sql, db }, clock }) => {
    const before = new Date(clock.now() - MESSAGES_KEPT_MS);
    const partitions = await dropPartitionsBefore(sql, "request_bodies", before);
    return { partitions, requests: await dropMessages(db, before) };
  },
};
