"use server";
import { z } from "zod";
import { listSessions } from "@/services/sessions/list-sessions";
import { action } from "../kit/action";
import { ActiveSession, activeSession } from "./active-session";
import { visibleUser } from "./session-input";

const MAX_SESSIONS = 200;

export const getActiveSessions = action(
  {
    name: "active-sessions/getActiveSessions",
    summary: "Sessions at work now or a moment ago",
    description:
      "A session is active while a request of it runs and until SESSION_TTL after its last one; the newest 200 are listed. Users see their own.",
    access: "user",
    input: z.object({}),
    output: z.array(ActiveSession),
  },
  async ({ caller, runtime }) => {
    const { active } = await listSessions(
      {
        userId: visibleUser(caller),
        active: { skip: 0, size: MAX_SESSIONS },
        inactive: { skip: 0, size: 0 },
      },
      runtime,
    );
    const now = runtime.clock.now();
    return active.sessions.map((session) => activeSession(session, runtime.snapshot.current, now));
  },
);
