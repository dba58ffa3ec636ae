"use server";
import { z } from "zod";
import { AppError } from "@/domain/app-error";
import { findMessages } from "@/repository/requests/find-messages";
import { findSessionRequest } from "../active-sessions/find-session-request";
import { SessionRequestInput } from "../active-sessions/session-input";
import { action } from "../kit/action";

export const getSessionResponse = action(
  {
    name: "session-response/getSessionResponse",
    summary: "What a session's request was answered",
    description: "A stream as it was sent. Stored while STORE_SESSION_MESSAGES is on, for a week.",
    access: "user",
    input: SessionRequestInput,
    output: z.string(),
    refusals: ["NOT_FOUND"],
  },
  async ({ input, caller, runtime }) => {
    const { id } = await findSessionRequest(input, caller, runtime);
    const stored = await findMessages(runtime.database.db, id);
    if (stored?.responseBody != null) return stored.responseBody;
    throw new AppError("NOT_FOUND", `No answer of the session ${input.sessionId} is stored.`, {
      kind: "messages",
      id: input.sessionId,
    });
  },
);
