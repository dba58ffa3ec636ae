import type { ActionCase } from "./action-case";
import type { World } from "./world";

const nothing = () => ({});
const theSession = ({ sessionId }: World) => ({ sessionId });

/** Conversations, and what runs. */
export const SESSION_CASES: Readonly<Record<string, ActionCase>> = {
  "active-sessions/getActiveSessions": { valid: nothing, foreign: "own" },
  "active-sessions/getAllSessions": { valid: () => ({ pageSize: 5 }), foreign: "own" },
  "active-sessions/getSessionDetails": { valid: theSession, foreign: theSession },
  "active-sessions/getSessionRequests": {
    valid: theSession,
    foreign: theSession,
    foreignFindsNothing: { requests: [], total: 0, hasMore: false },
  },
  "active-sessions/getSessionMessages": { valid: theSession, foreign: theSession },
  "active-sessions/hasSessionMessages": { valid: theSession, foreign: theSession },
  "active-sessions/terminateActiveSession": {
    valid: async ({ newSession }) => ({ sessionId: await newSession() }),
    foreign: theSession,
  },
  // Says of each session that is somebody else's that it is.
  "active-sessions/terminateActiveSessionsBatch": {
    valid: async ({ newSession }) => ({ sessionIds: [await newSession()] }),
    foreign: "own",
  },
  "session-response/getSessionResponse": { valid: theSession, foreign: theSession },
  "proxy-status/getProxyStatus": { valid: nothing, foreign: "own" },
};
