"use server";
import { z } from "zod";
import { AppError } from "@/domain/app-error";
import { listWebSessions, revokeWebSessionById } from "@/repository/web-sessions";
import { action } from "../kit/action";
import { mayRevoke } from "./may-revoke";

export const revokeWebSession = action(
  {
    name: "web-sessions/revokeWebSession",
    summary: "End a sign-in",
    description: "Whoever holds its cookie has to sign in again. Admins end any, users their own.",
    access: "user",
    input: z.object({ id: z.number().int() }),
    output: z.null(),
    refusals: ["NOT_FOUND"],
  },
  async ({ input: { id }, caller, runtime, change }) =>
    change(async (tx) => {
      const session = (await listWebSessions(tx)).find((listed) => listed.id === id);
      // A user learns nothing of sessions that are not theirs, not even that they exist.
      if (!session || !mayRevoke(caller, session, runtime)) {
        throw new AppError("NOT_FOUND", `There is no session ${id}.`, { kind: "session", id });
      }
      await revokeWebSessionById(tx, id);
      return { result: null, targetId: id, changes: {} };
    }),
);
