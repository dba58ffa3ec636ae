"use server";
import { z } from "zod";
import { AppError } from "@/domain/app-error";
import { modelName } from "@/domain/pricing/schema";
import { endManualPrice } from "@/repository/prices/manual-prices";
import { action } from "../kit/action";

export const deleteModelPrice = action(
  {
    name: "model-prices/deleteModelPrice",
    summary: "Take back a price of your own",
    description:
      "From the next request on the model costs what the fetched table says, if it does. Costs recorded so far stay.",
    access: "admin",
    input: z.object({ modelName }),
    output: z.null(),
    refusals: ["NOT_FOUND"],
    changes: ["prices"],
  },
  async ({ input, change }) =>
    change(async (tx) => {
      if (!(await endManualPrice(tx, input.modelName))) {
        throw new AppError("NOT_FOUND", `${input.modelName} has no price set by an admin.`, {
          kind: "price",
          id: input.modelName,
        });
      }
      return { result: null, targetId: input.modelName, changes: {} };
    }),
);
