"use client";
import { useQuery } from "@tanstack/react-query";
import type { getSessionDetails } from "@/actions/active-sessions/get-session-details";
import { ActionError, readAction } from "@/ui/api/action-client";
import type { SessionDetails } from "./session";
import type { SessionName } from "./use-open-session";

/**
 * A session with one of its requests, the last one where none is named; null when none has ended yet.
 *
 * @param sequence the request's number
 */
export function useSessionDetails(name: SessionName, sequence: number | null) {
  return useQuery({
    queryKey: ["session", name, sequence],
    queryFn: ({ signal }) => read(name, sequence, signal),
  });
}

async function read(
  name: SessionName,
  sequence: number | null,
  signal: AbortSignal,
): Promise<SessionDetails | null> {
  const input = { ...name, ...(sequence !== null && { requestSequence: sequence }) };
  try {
    return await readAction<typeof getSessionDetails>("active-sessions/getSessionDetails", input, signal);
  } catch (error) {
    if (error instanceof ActionError && error.failure.errorCode === "NOT_FOUND") return null;
    throw error;
  }
}
