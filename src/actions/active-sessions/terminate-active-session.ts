"use server";
import { z } from "zod";
import { AppError } from "@/domain/app-error";
import { findOwners } from "@/services/sessions/find-owners";
import { action } from "../kit/action";
import { endSessions } from "./end-sessions";
import { abortRunning, SessionInput, visibleUser } from "./session-input";

export const terminateActiveSession = action(
  {
    name: "active-sessions/terminateActiveSession",
    summary: "End a session",
    description:
      "Its next request is routed anew. With abortRunning, requests that run are ended too, in whichever replica; their clients get the error session_terminated.",
    access: "user",
    input: SessionInput.extend({ abortRunning }),
    output: z.object({ terminated: z.number().int() }),
    refusals: ["NOT_FOUND"],
  },
  async ({ input: { sessionId, keyId, abortRunning }, caller, runtime, change }) => {
    const userId = visibleUser(caller);
    const owners = (await findOwners([sessionId], runtime)).filter(
      (owner) =>
        (userId === null || owner.userId === userId) && (keyId === undefined || owner.keyId === keyId),
    );
    if (owners.length === 0) {
      throw new AppError("NOT_FOUND", `There is no session ${sessionId} at work.`, {
        kind: "session",
        id: sessionId,
      });
    }
    await endSessions(owners, abortRunning, { runtime, change });
    return { terminated: owners.length };
  },
);
