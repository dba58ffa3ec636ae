"use server";
import { z } from "zod";
import { action } from "../kit/action";
import { providerNotFound } from "./not-found";

export const resetProviderCircuit = action(
  {
    name: "providers/resetProviderCircuit",
    summary: "Close a provider's circuit and end its rests",
    description: "Requests go there again at once, from every replica.",
    access: "admin",
    input: z.object({ providerId: z.number().int() }),
    output: z.null(),
    refusals: ["NOT_FOUND"],
  },
  async ({ input: { providerId }, runtime, change }) =>
    change(async () => {
      if (!runtime.snapshot.current.providers.byId.has(providerId)) throw providerNotFound(providerId);
      await runtime.circuits.reset(providerId);
      return { result: null, targetId: providerId, changes: {} };
    }),
);
