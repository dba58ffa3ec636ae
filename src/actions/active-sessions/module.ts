import type { ActionModule } from "../kit/action-module";
import { getActiveSessions } from "./get-active-sessions";
import { getAllSessions } from "./get-all-sessions";
import { getSessionDetails } from "./get-session-details";
import { getSessionMessages } from "./get-session-messages";
import { getSessionRequests } from "./get-session-requests";
import { hasSessionMessages } from "./has-session-messages";
import { terminateActiveSession } from "./terminate-active-session";
import { terminateActiveSessionsBatch } from "./terminate-active-sessions-batch";

export const ACTIVE_SESSIONS: ActionModule = {
  name: "active-sessions",
  tag: "Sessions",
  description: "Conversations of clients: which are at work, what was said, and how to end them.",
  actions: [
    getActiveSessions,
    getAllSessions,
    getSessionDetails,
    getSessionRequests,
    getSessionMessages,
    hasSessionMessages,
    terminateActiveSession,
    terminateActiveSessionsBatch,
  ],
};
