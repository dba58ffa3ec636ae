import { SECOND_MS } from "@/lib/duration";
import { tellOpenings } from "@/services/notifications/tell-openings";
import type { Job } from "./job";

/** Tells of providers that were switched off. */
export const notifyCircuits: Job = {
  name: "notify-circuits",
  everyMs: 3 * SECOND_MS,
  isQuiet: true,
  run: async (runtime) => {
    const deliveries = await tellOpenings(runtime);
    return deliveries > 0 ? { deliveries } : null;
  },
};
