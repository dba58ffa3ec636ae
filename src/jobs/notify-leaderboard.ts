import { SECOND_MS } from "@/lib/duration";
import { tellLeaderboard } from "@/services/notifications/tell-leaderboard";
import type { Job } from "./job";

/** Tells who used how much, once a day or as each binding says. */
export const notifyLeaderboard: Job = {
  name: "notify-leaderboard",
  everyMs: 10 * SECOND_MS,
  isQuiet: true,
  run: async (runtime, how) => {
    const deliveries = await tellLeaderboard(runtime, { isAsked: how === "asked" });
    return deliveries > 0 ? { deliveries } : null;
  },
};
