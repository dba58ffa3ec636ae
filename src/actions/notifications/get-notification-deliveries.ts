"use server";
import { z } from "zod";
import { NOTIFICATION_TYPES } from "@/domain/notification/notification-type";
import { notificationType } from "@/domain/notification/schema";
import { listDeliveries } from "@/repository/notifications/deliveries";
import { action } from "../kit/action";

export const getNotificationDeliveries = action(
  {
    name: "notifications/getNotificationDeliveries",
    summary: "What was told to whom, and what could not be",
    description: "Newest first. Pass the cursor of one answer to get the next. Kept for 30 days.",
    access: "admin",
    input: z.object({
      targetId: z.number().int().optional(),
      type: notificationType.optional(),
      cursor: z.number().int().positive().nullish(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: z.object({
      deliveries: z.array(
        z.object({
          id: z.number().int(),
          notificationType: z.enum(NOTIFICATION_TYPES),
          targetId: z.number().int(),
          status: z.enum(["pending", "delivered", "failed"]),
          tries: z.number().int(),
          nextTryAt: z.iso.datetime().nullable(),
          lastError: z.string().nullable(),
          occasion: z.record(z.string(), z.unknown()),
          createdAt: z.iso.datetime(),
          deliveredAt: z.iso.datetime().nullable(),
        }),
      ),
      nextCursor: z.number().int().nullable(),
    }),
  },
  async ({ input: { type, targetId, cursor, limit }, runtime }) => {
    const filter = { targetId, notificationType: type, beforeId: cursor ?? undefined };
    const rows = await listDeliveries(runtime.database.db, { ...filter, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    return {
      deliveries: shown.map(({ createdAt, nextTryAt, deliveredAt, ...delivery }) => ({
        ...delivery,
        createdAt: createdAt.toISOString(),
        nextTryAt: nextTryAt?.toISOString() ?? null,
        deliveredAt: deliveredAt?.toISOString() ?? null,
      })),
      nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
    };
  },
);
