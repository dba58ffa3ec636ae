"use server";
import { z } from "zod";
import { listRequests } from "@/repository/requests/list-requests";
import { action } from "../kit/action";
import { filterFor, LogFilter } from "./log-filter";
import { UsageLog, usageLog } from "./usage-log";

const Cursor = z.object({ createdAt: z.iso.datetime(), id: z.uuid() });

export const getUsageLogsBatch = action(
  {
    name: "usage-logs/getUsageLogsBatch",
    summary: "Read on in the request log",
    description:
      "Newest first. Pass the cursor of one answer to get the next; a deep page costs what the first does.",
    access: "user",
    input: LogFilter.extend({
      cursor: Cursor.nullish(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: z.object({ logs: z.array(UsageLog), nextCursor: Cursor.nullable(), hasMore: z.boolean() }),
  },
  async ({ input: { cursor, limit, ...filters }, caller, runtime }) => {
    const after = cursor && { createdAt: new Date(cursor.createdAt), id: cursor.id };
    const { rows, next } = await listRequests(runtime.database.db, filterFor(caller, filters), {
      after,
      size: limit,
    });
    return {
      logs: rows.map(usageLog),
      nextCursor: next && { createdAt: next.createdAt.toISOString(), id: next.id },
      hasMore: next !== null,
    };
  },
);
