import { SECOND_MS } from "@/lib/duration";
import { findLastJobRun } from "@/repository/job-runs";
import { tellCosts } from "@/services/notifications/tell-costs";
import type { Job } from "./job";

const NAME = "notify-costs";

/** Tells which limits are nearly used up. */
export const notifyCosts: Job = {
  name: NAME,
  everyMs: 10 * SECOND_MS,
  isQuiet: true,
  run: async (runtime, how) => {
    const last = await findLastJobRun(runtime.database.db, NAME);
    const lastCheckAt = last?.startedAt.getTime() ?? 0;
    return tellCosts(runtime, { lastCheckAt, isAsked: how === "asked" });
  },
};
