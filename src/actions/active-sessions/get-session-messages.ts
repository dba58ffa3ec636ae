"use server";
import { z } from "zod";
import { AppError } from "@/domain/app-error";
import { findMessages } from "@/repository/requests/find-messages";
import { action } from "../kit/action";
import { findSessionRequest } from "./find-session-request";
import { messagesIn } from "./messages-in";
import { SessionRequestInput } from "./session-input";

export const getSessionMessages = action(
  {
    name: "active-sessions/getSessionMessages",
    summary: "The turns of a conversation, as a request of it told them",
    description: "Stored while STORE_SESSION_MESSAGES is on, for a week.",
    access: "user",
    input: SessionRequestInput,
    output: z.unknown(),
    refusals: ["NOT_FOUND"],
  },
  async ({ input, caller, runtime }) => {
    const { id } = await findSessionRequest(input, caller, runtime);
    const stored = await findMessages(runtime.database.db, id);
    if (stored) return messagesIn(stored.requestBody);
    throw new AppError("NOT_FOUND", `No messages of the session ${input.sessionId} are stored.`, {
      kind: "messages",
      id: input.sessionId,
    });
  },
);
