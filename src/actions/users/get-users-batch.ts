"use server";
import { z } from "zod";
import { findUsers, USER_SORTS, USER_STATES } from "@/domain/user/find-users";
import { action } from "../kit/action";
import { UserWithStatistics, usersWithStatistics } from "./user-with-statistics";

const texts = z.array(z.string().max(255)).max(100).default([]);

export const getUsersBatch = action(
  {
    name: "users/getUsersBatch",
    summary: "Search, filter and sort users, page by page",
    description:
      "The term is looked for in names, notes, groups and tags of users and in names and groups of their keys. Of the tags one must be the user's, of the groups one the user's or a key's. Pass nextCursor on to read on.",
    access: "admin",
    input: z.object({
      cursor: z.coerce.number().int().min(0).nullish(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      searchTerm: z.string().trim().max(200).default(""),
      tagFilters: texts,
      keyGroupFilters: texts,
      statusFilter: z.enum(USER_STATES).default("all"),
      sortBy: z.enum(USER_SORTS).default("createdAt"),
      sortOrder: z.enum(["asc", "desc"]).default("asc"),
    }),
    output: z.object({
      users: z.array(UserWithStatistics),
      nextCursor: z.number().int().nullable(),
      hasMore: z.boolean(),
    }),
  },
  async ({ input: { cursor, limit, ...search }, runtime }) => {
    const found = findUsers(runtime.snapshot.current.callers, search, runtime.clock.now());
    const start = cursor ?? 0;
    const end = start + limit;
    const hasMore = end < found.length;
    return {
      users: await usersWithStatistics(found.slice(start, end), runtime),
      nextCursor: hasMore ? end : null,
      hasMore,
    };
  },
);
