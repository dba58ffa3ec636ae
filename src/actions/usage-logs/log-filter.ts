import { z } from "zod";
import type { RequestFilter } from "@/domain/request/request-row";
import { userIdOf, type WebCaller } from "@/services/auth/web-caller";

const id = z.coerce.number().int();

/** Epoch ms or ISO 8601. */
const instant = z.union([z.number(), z.iso.datetime({ offset: true })]).transform((value) => new Date(value));

/** The filters of the log, as the product names them. Ends of ranges are exclusive. */
export const LogFilter = z.object({
  userId: id.optional(),
  keyId: id.optional(),
  providerId: id.optional(),
  startTime: instant.optional(),
  endTime: instant.optional(),
  model: z.string().optional(),
  endpoint: z.string().optional(),
  statusCode: z.coerce.number().int().optional(),
  excludeStatusCode200: z.boolean().optional(),
  minRetryCount: z.coerce.number().int().min(0).optional(),
  sessionId: z.string().optional(),
  /** A session's or a request's id, or at least eight characters that one begins with. */
  search: z.string().trim().min(1).max(128).optional(),
});

/** The filter for this caller: users see only their own requests, whatever they ask for. */
export function filterFor(caller: WebCaller, input: z.output<typeof LogFilter>): RequestFilter {
  const { startTime, endTime, search, ...rest } = input;
  const own = userIdOf(caller);
  return {
    ...rest,
    ...(startTime && { from: startTime }),
    ...(endTime && { to: endTime }),
    ...(search !== undefined && { text: search }),
    ...(caller.role !== "admin" && own !== null && { userId: own }),
  };
}
