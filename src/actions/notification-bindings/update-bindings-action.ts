"use server";
import { z } from "zod";
import { BindingList, notificationType } from "@/domain/notification/schema";
import { replaceBindings } from "@/repository/notifications/bindings";
import { listTargets } from "@/repository/notifications/targets";
import { action } from "../kit/action";
import { targetNotFound } from "../webhook-targets/not-found";

export const updateBindingsAction = action(
  {
    name: "notification-bindings/updateBindingsAction",
    summary: "Set which targets hear of a type of notification",
    description: "The list replaces the one before. Schedules are followed at once.",
    access: "admin",
    input: z.object({ type: notificationType, bindings: BindingList }),
    output: z.null(),
    refusals: ["NOT_FOUND"],
  },
  async ({ input: { type, bindings }, change }) =>
    change(async (tx) => {
      const known = new Set((await listTargets(tx)).map(({ id }) => id));
      for (const { targetId } of bindings) if (!known.has(targetId)) throw targetNotFound(targetId);
      await replaceBindings(tx, type, bindings);
      return { result: null, targetId: type, changes: { bindings } };
    }),
);
