"use server";
import { z } from "zod";
import { listShownPrices } from "@/repository/prices/list-shown-prices";
import { action } from "../kit/action";
import { PriceDisplay, priceDisplay } from "./price-display";

export const getModelPrices = action(
  {
    name: "model-prices/getModelPrices",
    summary: "List the prices in force",
    description: "One for each model, by name. There are thousands: pages are kinder.",
    access: "admin",
    input: z.object({}),
    output: z.array(PriceDisplay),
  },
  async ({ runtime }) => {
    const prices = await listShownPrices(runtime.database.db, { offset: 0, limit: null });
    return prices.map(priceDisplay);
  },
);
