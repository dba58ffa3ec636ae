"use server";
import { z } from "zod";
import { findMessages } from "@/repository/requests/find-messages";
import { findNeighbours } from "@/repository/sessions/find-neighbours";
import { sumSessions } from "@/repository/sessions/sum-sessions";
import { STATS_SINCE_MS } from "@/services/sessions/list-sessions";
import { action } from "../kit/action";
import { UsageLog, usageLog } from "../usage-logs/usage-log";
import { findSessionRequest } from "./find-session-request";
import { messagesIn } from "./messages-in";
import { SessionRequestInput } from "./session-input";
import { SessionStatsDisplay, sessionStatsDisplay } from "./session-stats-display";

const HeaderMap = z.record(z.string(), z.string());

export const getSessionDetails = action(
  {
    name: "active-sessions/getSessionDetails",
    summary: "One request of a session, with what was said in it where that is stored",
    description:
      "Bodies and headers are there only while STORE_SESSION_MESSAGES is on, and for a week; credentials are never. A null body was not kept.",
    access: "user",
    input: SessionRequestInput,
    output: z.object({
      request: UsageLog,
      isStored: z.boolean(),
      /** Something is missing at the end of a body, or a whole one. */
      isTruncated: z.boolean(),
      requestBody: z.string().nullable(),
      /** The turns in it. */
      messages: z.unknown(),
      /** A stream as it was sent. */
      response: z.string().nullable(),
      requestHeaders: HeaderMap.nullable(),
      responseHeaders: HeaderMap.nullable(),
      requestMeta: z.object({ clientUrl: z.string(), method: z.string() }),
      responseMeta: z.object({ statusCode: z.number().int() }),
      sessionStats: SessionStatsDisplay.nullable(),
      currentSequence: z.number().int().nullable(),
      prevSequence: z.number().int().nullable(),
      nextSequence: z.number().int().nullable(),
    }),
    refusals: ["NOT_FOUND"],
  },
  async ({ input, caller, runtime }) => {
    const { db } = runtime.database;
    const row = await findSessionRequest(input, caller, runtime);
    const session = { keyId: row.keyId, sessionId: input.sessionId };
    const since = new Date(runtime.clock.now() - STATS_SINCE_MS);
    const [messages, [stats], neighbours] = await Promise.all([
      findMessages(db, row.id),
      sumSessions(db, [session], since),
      findNeighbours(db, session, row.sequence ?? 0),
    ]);
    return {
      request: usageLog(row),
      isStored: messages !== undefined,
      isTruncated: messages?.isTruncated ?? false,
      requestBody: messages?.requestBody ?? null,
      messages: messagesIn(messages?.requestBody ?? null),
      response: messages?.responseBody ?? null,
      requestHeaders: messages ? Object.fromEntries(messages.requestHeaders) : null,
      responseHeaders: messages ? Object.fromEntries(messages.responseHeaders) : null,
      requestMeta: { clientUrl: row.endpoint, method: row.method },
      responseMeta: { statusCode: row.statusCode },
      sessionStats: stats ? sessionStatsDisplay(stats) : null,
      currentSequence: row.sequence,
      prevSequence: neighbours.previous,
      nextSequence: neighbours.next,
    };
  },
);
