"use server";
import { z } from "zod";
import { findOwners } from "@/services/sessions/find-owners";
import { action } from "../kit/action";
import { endSessions } from "./end-sessions";
import { abortRunning, sessionId, visibleUser } from "./session-input";

const MAX_SESSIONS = 200;

const ids = z.array(z.string());
const count = z.number().int();

export const terminateActiveSessionsBatch = action(
  {
    name: "active-sessions/terminateActiveSessionsBatch",
    summary: "End several sessions",
    description:
      "See terminateActiveSession. Says of each id whether its session was ended, is not there, or is not the caller's.",
    access: "user",
    input: z.object({ sessionIds: z.array(sessionId).min(1).max(MAX_SESSIONS), abortRunning }),
    output: z.object({
      successCount: count,
      /** Neither ended nor to be ended by this caller: missing and unauthorized together. */
      failedCount: count,
      /** Of those the caller may end, how many could not be. */
      allowedFailedCount: count,
      unauthorizedCount: count,
      missingCount: count,
      requestedCount: count,
      processedCount: count,
      terminatedSessionIds: ids,
      unauthorizedSessionIds: ids,
      missingSessionIds: ids,
    }),
  },
  async ({ input, caller, runtime, change }) => {
    const requested = [...new Set(input.sessionIds)];
    const userId = visibleUser(caller);
    const owners = await findOwners(requested, runtime);
    const allowed = owners.filter((owner) => userId === null || owner.userId === userId);
    await endSessions(allowed, input.abortRunning, { runtime, change });
    const known = new Set(owners.map((owner) => owner.sessionId));
    const ended = new Set(allowed.map((owner) => owner.sessionId));
    const unauthorized = requested.filter((id) => known.has(id) && !ended.has(id));
    const missing = requested.filter((id) => !known.has(id));
    return {
      successCount: ended.size,
      failedCount: unauthorized.length + missing.length,
      allowedFailedCount: 0,
      unauthorizedCount: unauthorized.length,
      missingCount: missing.length,
      requestedCount: requested.length,
      processedCount: ended.size,
      terminatedSessionIds: [...ended],
      unauthorizedSessionIds: unauthorized,
      missingSessionIds: missing,
    };
  },
);
