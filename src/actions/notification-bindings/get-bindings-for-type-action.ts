"use server";
import { z } from "zod";
import { NOTIFICATION_TYPES } from "@/domain/notification/notification-type";
import { notificationType } from "@/domain/notification/schema";
import { listBindings } from "@/repository/notifications/bindings";
import { listTargets } from "@/repository/notifications/targets";
import { action } from "../kit/action";
import { TargetDisplay, targetDisplay } from "../webhook-targets/target-display";

export const getBindingsForTypeAction = action(
  {
    name: "notification-bindings/getBindingsForTypeAction",
    summary: "Which targets hear of a type of notification",
    description: "Oldest first, each with its target. Schedules that are null are those of the settings.",
    access: "admin",
    input: z.object({ type: notificationType }),
    output: z.array(
      z.object({
        id: z.number().int(),
        notificationType: z.enum(NOTIFICATION_TYPES),
        targetId: z.number().int(),
        isEnabled: z.boolean(),
        scheduleCron: z.string().nullable(),
        scheduleTimezone: z.string().nullable(),
        templateOverride: z.record(z.string(), z.unknown()).nullable(),
        createdAt: z.iso.datetime(),
        target: TargetDisplay,
      }),
    ),
  },
  async ({ input, runtime }) => {
    const { db } = runtime.database;
    const [bindings, targets] = await Promise.all([listBindings(db, input.type), listTargets(db)]);
    const byId = new Map(targets.map((target) => [target.id, target]));
    return bindings.flatMap(({ createdAt, updatedAt: _updatedAt, ...binding }) => {
      const target = byId.get(binding.targetId);
      if (!target) return [];
      const shown = targetDisplay(target, runtime.secrets);
      return [{ ...binding, createdAt: createdAt.toISOString(), target: shown }];
    });
  },
);
