"use server";
import { z } from "zod";
import { listAuditEntries } from "@/repository/audit";
import { action } from "../kit/action";

const instant = z
  .union([z.number(), z.iso.datetime({ offset: true })])
  .transform((value) => new Date(value))
  .optional();

export const getAuditLog = action(
  {
    name: "audit-log/getAuditLog",
    summary: "Who changed what",
    description:
      "Newest first. Pass the cursor of one answer to get the next. Secrets are not in it, only that they changed.",
    access: "admin",
    input: z.object({
      action: z.string().trim().min(1).max(100).optional(),
      actorUserId: z.number().int().optional(),
      targetId: z.coerce.string().max(64).optional(),
      startTime: instant,
      endTime: instant,
      cursor: z.number().int().positive().nullish(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: z.object({
      entries: z.array(
        z.object({
          id: z.number().int(),
          createdAt: z.iso.datetime(),
          actorKind: z.enum(["admin_token", "user", "system"]),
          actorUserId: z.number().int().nullable(),
          actorName: z.string().nullable(),
          actorKeyId: z.number().int().nullable(),
          ip: z.string().nullable(),
          action: z.string(),
          targetId: z.string().nullable(),
          changes: z.record(z.string(), z.unknown()),
        }),
      ),
      nextCursor: z.number().int().nullable(),
    }),
  },
  async ({ input: { cursor, limit, startTime, endTime, ...filter }, runtime }) => {
    const wanted = { ...filter, from: startTime, to: endTime, beforeId: cursor ?? undefined };
    const rows = await listAuditEntries(runtime.database.db, wanted, limit + 1);
    const shown = rows.slice(0, limit);
    const names = new Map(runtime.snapshot.current.callers.users.map(({ id, name }) => [id, name]));
    return {
      entries: shown.map(({ createdAt, ...entry }) => ({
        ...entry,
        createdAt: createdAt.toISOString(),
        actorName: entry.actorUserId === null ? null : (names.get(entry.actorUserId) ?? null),
      })),
      nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
    };
  },
);
