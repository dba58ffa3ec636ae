"use server";
import { z } from "zod";
import { listWebSessions, type WebSession } from "@/repository/web-sessions";
import type { Runtime } from "@/services/runtime/runtime";
import { action } from "../kit/action";
import { mayRevoke } from "./may-revoke";

export const getWebSessions = action(
  {
    name: "web-sessions/getWebSessions",
    summary: "Who is signed in to the dashboard, and from where",
    description: "Live sign-ins, newest first. Admins see all, users those with their own keys.",
    access: "user",
    input: z.object({}),
    output: z.array(
      z.object({
        id: z.number().int(),
        kind: z.enum(["admin_token", "key"]),
        userName: z.string().nullable(),
        keyName: z.string().nullable(),
        ip: z.string().nullable(),
        userAgent: z.string().nullable(),
        createdAt: z.iso.datetime(),
        lastSeenAt: z.iso.datetime(),
        expiresAt: z.iso.datetime(),
        /** It is the one this request came with. */
        isCurrent: z.boolean(),
      }),
    ),
  },
  async ({ caller, runtime }) => {
    const sessions = await listWebSessions(runtime.database.db);
    const visible = sessions.filter((session) => mayRevoke(caller, session, runtime));
    return visible.map((session) => ({
      ...described(session, runtime),
      isCurrent: session.tokenHash === caller.sessionHash,
    }));
  },
);

function described(session: WebSession, { snapshot }: Pick<Runtime, "snapshot">) {
  const { id, owner, ip, userAgent, createdAt, lastSeenAt, expiresAt } = session;
  const holder = owner.kind === "key" ? snapshot.current.callers.byKeyId.get(owner.keyId) : undefined;
  return {
    ...{ id, ip, userAgent, kind: owner.kind },
    userName: holder?.user.name ?? null,
    keyName: holder?.key.name ?? null,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}
