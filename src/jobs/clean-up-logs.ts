import { dropPartitionsBefore, PARTITIONED_TABLES } from "@/infra/postgres/partitions";
import { lastFire, nextFire, parseCron } from "@/lib/cron";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/duration";
import { findLastJobRun } from "@/repository/job-runs";
import { deleteRequests } from "@/repository/requests/delete-requests";
import type { Job } from "./job";

const NAME = "clean-up-logs";

const YEAR_MS = 366 * DAY_MS;

/**
 * Lets go of old requests, at the hours and of the age the settings say: whole weeks by dropping their partitions, the
 * days before the border one by one. The ledger and its sums stay.
 */
export const cleanUpLogs: Job = {
  name: NAME,
  everyMs: MINUTE_MS,
  isOn: ({ settings }) => settings.enableAutoCleanup,
  isQuiet: true,
  nextTurn: ({ settings, env }, now) => {
    const cron = parseCron(settings.cleanupSchedule);
    return cron && nextFire(cron, now, now + YEAR_MS, env.TZ);
  },
  run: async ({ database: { db, sql }, snapshot, clock, env }, how) => {
    const { cleanupRetentionDays, cleanupSchedule, cleanupBatchSize, enableAutoCleanup } =
      snapshot.current.settings;
    if (!enableAutoCleanup) return null;
    const now = clock.now();
    if (how === "due") {
      const last = await findLastJobRun(db, NAME);
      const after = Math.max(now - HOUR_MS, last?.startedAt.getTime() ?? 0);
      const cron = parseCron(cleanupSchedule);
      if (!cron || lastFire(cron, after, now, env.TZ) === null) return null;
    }
    const beforeDate = new Date(now - cleanupRetentionDays * DAY_MS);
    const dropped: string[] = [];
    for (const table of PARTITIONED_TABLES)
      dropped.push(...(await dropPartitionsBefore(sql, table, beforeDate)));
    const { deleted } = await deleteRequests(
      db,
      { beforeDate },
      { dryRun: false, batchSize: cleanupBatchSize },
    );
    return { before: beforeDate.toISOString(), dropped, deleted };
  },
};
