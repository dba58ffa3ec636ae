"use server";
import { z } from "zod";
import { deleteTarget } from "@/repository/notifications/targets";
import { action } from "../kit/action";
import { targetNotFound } from "./not-found";

export const deleteWebhookTargetAction = action(
  {
    name: "webhook-targets/deleteWebhookTargetAction",
    summary: "Remove a target of notifications",
    description: "With its bindings and the history of what it was told.",
    access: "admin",
    input: z.object({ id: z.number().int() }),
    output: z.null(),
    refusals: ["NOT_FOUND"],
  },
  async ({ input: { id }, change }) =>
    change(async (tx) => {
      if (!(await deleteTarget(tx, id))) throw targetNotFound(id);
      return { result: null, targetId: id, changes: {} };
    }),
);
