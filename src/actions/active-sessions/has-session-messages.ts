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
    access: "user",
    input: SessionRequestInput,
    output: z.boolean(),
  },
  async ({ input, caller, runtime }) => {
    const { id } = await findSessionRequest(input, caller, runtime);
    return (await haveMessages(runtime.database.db, [id])).has(id);
  },
);
