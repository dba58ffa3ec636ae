"use server";
import { z } from "zod";
import { action } from "../kit/action";
import { providerNotFound } from "./not-found";

export const getUnmaskedProviderKey = action(
  {
    name: "providers/getUnmaskedProviderKey",
    summary: "Reveal a provider's credential",
    description: "The only answer that holds it; it is never cached, and each reveal is in the audit log.",
    access: "admin",
    input: z.object({ id: z.number().int() }),
    output: z.object({ key: z.string() }),
    refusals: ["NOT_FOUND"],
  },
  async ({ input: { id }, runtime, change }) =>
    change(async () => {
      const credentials = runtime.snapshot.current.providers.credentials.get(id);
      if (!credentials) throw providerNotFound(id);
      return { result: { key: credentials.secret.reveal() }, targetId: id, changes: {} };
    }),
);
