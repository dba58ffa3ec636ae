"use server";
import { z } from "zod";
import { countRequests } from "@/repository/requests/count-requests";
import { haveMessages } from "@/repository/requests/find-messages";
import { listRequests } from "@/repository/requests/list-requests";
import { action } from "../kit/action";
import { UsageLog, usageLog } from "../usage-logs/usage-log";
import { SessionInput, visibleUser } from "./session-input";

const MAX_PAGE_SIZE = 200;

export const getSessionRequests = action(
  {
    name: "active-sessions/getSessionRequests",
    summary: "The requests of a session",
    description: "In the order they were made, or the newest first. Users read their own sessions.",
    access: "user",
    input: SessionInput.extend({
      page: z.coerce.number().int().min(1).default(1),
      pageSize: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(20),
      order: z.enum(["asc", "desc"]).default("asc"),
    }),
    output: z.object({
      requests: z.array(UsageLog.extend({ isStored: z.boolean() })),
      total: z.number().int(),
      hasMore: z.boolean(),
    }),
    refusals: ["NOT_FOUND"],
  },
  async ({ input: { sessionId, keyId, page, pageSize, order }, caller, runtime }) => {
    const { db } = runtime.database;
    const userId = visibleUser(caller);
    const filter = { sessionId, ...(keyId !== undefined && { keyId }), ...(userId !== null && { userId }) };
    const total = await countRequests(db, filter);
    const skipped = (page - 1) * pageSize;
    const size = Math.min(pageSize, Math.max(0, total - skipped));
    // The log is read from its end: the first page of the oldest is its last one.
    const skip = order === "desc" ? skipped : total - skipped - size;
    const { rows } = size === 0 ? { rows: [] } : await listRequests(db, filter, { size, skip });
    const stored = await haveMessages(
      db,
      rows.map(({ id }) => id),
    );
    const requests = rows.map((row) => ({ ...usageLog(row), isStored: stored.has(row.id) }));
    if (order === "asc") requests.reverse();
    return { requests, total, hasMore: skipped + size < total };
  },
);
