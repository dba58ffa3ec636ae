"use server";
import { z } from "zod";
import { listRequests } from "@/repository/requests/list-requests";
import { action } from "../kit/action";

export const getSetupState = action(
  {
    name: "setup/getSetupState",
    summary: "How far a new hub has come",
    description: "What the first-run guide goes by: a provider, a key, a first answered request.",
    access: "admin",
    input: z.object({}),
    output: z.object({
      providers: z.number().int(),
      keys: z.number().int(),
      hasRequests: z.boolean(),
      /** Where clients reach this hub, if APP_URL says it. */
      appUrl: z.string().nullable(),
    }),
  },
  async ({ runtime }) => {
    const { callers, providers } = runtime.snapshot.current;
    const { rows } = await listRequests(runtime.database.db, { statusCode: 200 }, { size: 1 });
    return {
      providers: providers.all.length,
      keys: callers.keys.length,
      hasRequests: rows.length > 0,
      appUrl: runtime.env.APP_URL ?? null,
    };
  },
);
