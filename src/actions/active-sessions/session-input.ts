import { z } from "zod";
import { userIdOf, type WebCaller } from "@/services/auth/web-caller";

const MAX_ID_LENGTH = 256;

export const sessionId = z.string().min(1).max(MAX_ID_LENGTH);

/** A session. Two keys may use one id: without `keyId` the one that was at work last is meant. */
export const SessionInput = z.object({ sessionId, keyId: z.coerce.number().int().optional() });

/** One request of a session; without `requestSequence` the last one. */
export const SessionRequestInput = SessionInput.extend({
  requestSequence: z.coerce.number().int().min(1).optional(),
});

/** Whose sessions a caller sees: null = everybody's. */
export function visibleUser(caller: WebCaller): number | null {
  return caller.role === "admin" ? null : userIdOf(caller);
}

/** Whether running requests end too; left alone they go on, and only the next one is routed anew. */
export const abortRunning = z.boolean().default(false);
