"use client";
import { parseAsInteger, parseAsString, useQueryStates } from "nuqs";
import type { Session } from "./session";

/** A session by its two names. */
export type SessionName = Pick<Session, "sessionId" | "keyId">;

/** Which session is open, kept in the URL: Back closes it, a link opens it. */
export function useOpenSession() {
  const [{ session, key }, set] = useQueryStates(
    { session: parseAsString, key: parseAsInteger },
    { history: "push" },
  );
  const name: SessionName | null =
    session !== null && key !== null ? { sessionId: session, keyId: key } : null;
  return {
    name,
    open: ({ sessionId, keyId }: SessionName) => void set({ session: sessionId, key: keyId }),
    close: () => void set({ session: null, key: null }, { history: "replace" }),
  };
}
