import { z } from "zod";
import { PROTOCOLS } from "@/domain/protocol";

/** A request that has been let in and has not ended, as all replicas know it. */
export const InFlightRequest = z.object({
  id: z.uuid(),
  userId: z.number().int(),
  keyId: z.number().int(),
  sessionId: z.string().nullable(),
  /** The session, scoped by its key. */
  sessionKey: z.string().nullable(),
  sequence: z.number().int().nullable(),
  protocol: z.enum(PROTOCOLS),
  model: z.string().nullable(),
  isStream: z.boolean(),
  /** Epoch ms. */
  startedAt: z.number().int(),
  /** The provider that is asked, and how often one was; null and 0 before the first. */
  providerId: z.number().int().nullable(),
  attempt: z.number().int(),
  /** Ms from the attempt's start; null until the answer has begun. */
  firstByteMs: z.number().int().nullable(),
  /** Bytes the client got, as of the last beat of the process that serves it. */
  responseBytes: z.number().int(),
});
export type InFlightRequest = z.infer<typeof InFlightRequest>;
