"use server";
import { z } from "zod";
import { userIdOf } from "@/services/auth/web-caller";
import { countActiveSessions } from "@/services/sessions/count-active-sessions";
import { action } from "../kit/action";
import { hasGlobalView } from "../kit/global-view";

export const getConcurrentSessions = action(
  {
    name: "concurrent-sessions/getConcurrentSessions",
    summary: "How many sessions are at work",
    description:
      "Those with a request in flight, in any replica, or with their last one less than SESSION_TTL ago. Users without the global usage view get the number of their own.",
    access: "user",
    input: z.object({}),
    output: z.number().int(),
  },
  async ({ caller, runtime }) =>
    countActiveSessions(runtime, hasGlobalView(caller, runtime) ? null : userIdOf(caller)),
);
