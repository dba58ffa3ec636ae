"use server";
import { z } from "zod";
import { deleteProvider } from "@/repository/providers";
import { action } from "../kit/action";
import { providerNotFound } from "./not-found";

export const removeProvider = action(
  {
    name: "providers/removeProvider",
    summary: "Delete a provider",
    description: "No new request goes there; its secrets are erased, its history stays.",
    access: "admin",
    input: z.object({ providerId: z.number().int() }),
    output: z.null(),
    refusals: ["NOT_FOUND"],
    changes: ["providers"],
  },
  async ({ input: { providerId }, change }) =>
    change(async (tx) => {
      if (!(await deleteProvider(tx, providerId))) throw providerNotFound(providerId);
      return { result: null, targetId: providerId, changes: {} };
    }),
);
