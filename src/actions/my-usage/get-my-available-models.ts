"use server";
import { z } from "zod";
import { distinctValues } from "@/repository/requests/distinct-values";
import { action } from "../kit/action";
import { ownKey } from "./own-key";

export const getMyAvailableModels = action(
  {
    name: "my-usage/getMyAvailableModels",
    summary: "Models the key has asked for",
    description: "Each once, by name: what its requests can be filtered by.",
    access: "read-only",
    input: z.object({}),
    output: z.array(z.string()),
    refusals: ["PERMISSION_DENIED"],
  },
  async ({ caller, runtime }) =>
    distinctValues(runtime.database.db, "model", { keyId: ownKey(caller).key.id }),
);
