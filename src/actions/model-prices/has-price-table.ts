"use server";
import { z } from "zod";
import { action } from "../kit/action";

export const hasPriceTable = action(
  {
    name: "model-prices/hasPriceTable",
    summary: "Whether there is any price",
    description:
      "A hub is born with the prices of current models, so that it is true unless they were all ended.",
    access: "user",
    input: z.object({}),
    output: z.boolean(),
  },
  async ({ runtime }) => runtime.snapshot.current.prices.size > 0,
);
