"use server";
import { z } from "zod";
import { listSessions } from "@/services/sessions/list-sessions";
import { action } from "../kit/action";
import { ActiveSession, activeSession } from "./active-session";
import { visibleUser } from "./session-input";

const page = z.coerce.number().int().min(1).default(1);
const MAX_PAGE_SIZE = 200;

export const getAllSessions = action(
  {
    name: "active-sessions/getAllSessions",
    summary: "Active sessions and those of the last day that are not active any more",
    description: "Two lists with pages of their own, newest activity first. Users see their own.",
    access: "user",
    input: z.object({
      activePage: page,
      inactivePage: page,
      pageSize: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(20),
    }),
    output: z.object({
      active: z.array(ActiveSession),
      inactive: z.array(ActiveSession),
      totalActive: z.number().int(),
      totalInactive: z.number().int(),
      hasMoreActive: z.boolean(),
      hasMoreInactive: z.boolean(),
    }),
  },
  async ({ input: { activePage, inactivePage, pageSize }, caller, runtime }) => {
    const pageAt = (number: number) => ({ skip: (number - 1) * pageSize, size: pageSize });
    const { active, inactive } = await listSessions(
      { userId: visibleUser(caller), active: pageAt(activePage), inactive: pageAt(inactivePage) },
      runtime,
    );
    const now = runtime.clock.now();
    const shown = ({ sessions }: typeof active) =>
      sessions.map((session) => activeSession(session, runtime.snapshot.current, now));
    return {
      active: shown(active),
      inactive: shown(inactive),
      totalActive: active.total,
      totalInactive: inactive.total,
      hasMoreActive: activePage * pageSize < active.total,
      hasMoreInactive: inactivePage * pageSize < inactive.total,
    };
  },
);
