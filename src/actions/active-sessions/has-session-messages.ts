"use server";
import { z } from "zod";
import { haveMessages } from "@/repository/requests/find-messages";
import { action } from "../kit/action";
import { findSessionRequest } from "./find-session-request";
import { SessionRequestInput } from "./session-input";

export const hasSessionMessages = action(
  {
    name: "active-sessions/hasSessionMessages",
    summary: "Whether the messages of a session's request are stored",
    description: "They are while STORE_SESSION_MESSAGES is on, for a week. Users ask for their own sessions.",
    access: "user",
    input: SessionRequestInput,
    output: z.boolean(),
    refusals: ["NOT_FOUND"],
  },
  async ({ input, caller, runtime }) => {
    const { id } = await findSessionRequest(input, caller, runtime);
    return (await haveMessages(runtime.database.db, [id])).has(id);
  },
);
