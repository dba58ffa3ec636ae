"use server";
import { z } from "zod";
import { distinctValues } from "@/repository/requests/distinct-values";
import { action } from "../kit/action";
import { ownKey } from "./own-key";

export const getMyAvailableEndpoints = action(
  {
    name: "my-usage/getMyAvailableEndpoints",
    summary: "Endpoints the key has called",
    description: "Each once, by path: what its requests can be filtered by.",
    access: "read-only",
    input: z.object({}),
    output: z.array(z.string()),
    refusals: ["PERMISSION_DENIED"],
  },
  async ({ caller, runtime }) =>
    distinctValues(runtime.database.db, "endpoint", { keyId: ownKey(caller).key.id }),
);
