"use server";
import { z } from "zod";
import { listShownPrices } from "@/repository/prices/list-shown-prices";
import { action } from "../kit/action";

export const getAvailableModelsByProviderType = action(
  {
    name: "model-prices/getAvailableModelsByProviderType",
    summary: "The names of all chat models with a price",
    description: "Sorted. For the choice of a provider's allowed models.",
    access: "admin",
    input: z.object({}),
    output: z.array(z.string()),
  },
  async ({ runtime }) => {
    const prices = await listShownPrices(runtime.database.db, { offset: 0, limit: null });
    return prices.filter(({ data }) => data.mode === "chat").map(({ model }) => model);
  },
);
