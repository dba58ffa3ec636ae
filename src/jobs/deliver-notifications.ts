import { SECOND_MS } from "@/lib/duration";
import { deliverDue } from "@/services/notifications/deliver-due";
import type { Job } from "./job";

/** Sends what is to be told, and what could not be told before. */
export const deliverNotifications: Job = {
  name: "deliver-notifications",
  everyMs: 2 * SECOND_MS,
  isQuiet: true,
  run: async (runtime) => {
    const sent = await deliverDue(runtime);
    return sent.delivered + sent.failed > 0 ? sent : null;
  },
};
