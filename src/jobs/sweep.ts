import { CLIENT_USE_WINDOW_MS } from "@/domain/client-version/client-use";
import { DAY_MS, HOUR_MS } from "@/lib/duration";
import { deleteClientUses } from "@/repository/client-uses";
import { deleteJobRuns } from "@/repository/job-runs";
import { deleteDeliveries } from "@/repository/notifications/deliveries";
import { deleteEndedWebSessions } from "@/repository/web-sessions";
import { endExpired } from "@/services/auth/end-expired";
import { endAbandonedRuns } from "./end-abandoned-runs";
import type { Job } from "./job";

/** What happened is of interest this long. */
const KEPT_MS = 30 * DAY_MS;

/**
 * Ends what has expired (the sign-ins of keys and users whose time is over, sign-ins themselves) and forgets old runs,
 * deliveries and clients. Expired keys and users stay as they are: every request asks for their date, and says that it has passed.
 */
export const sweep: Job = {
  name: "sweep",
  everyMs: HOUR_MS,
  run: async ({ database, snapshot, clock }) => {
    const { db } = database;
    await endAbandonedRuns(database);
    const now = clock.now();
    const before = new Date(now - KEPT_MS);
    return {
      signInsRevoked: await endExpired(db, snapshot.current.callers, now),
      signInsDeleted: await deleteEndedWebSessions(db, new Date(now - DAY_MS)),
      jobRuns: await deleteJobRuns(db, before),
      clientUses: await deleteClientUses(db, new Date(now - CLIENT_USE_WINDOW_MS)),
      deliveries: await deleteDeliveries(db, before),
    };
  },
};
