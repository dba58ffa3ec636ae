"use server";
import { z } from "zod";
import { PRICE_SOURCES } from "@/domain/pricing/price";
import { countShownPrices, listShownPrices } from "@/repository/prices/list-shown-prices";
import { action } from "../kit/action";
import { PriceDisplay, priceDisplay } from "./price-display";

export const getModelPricesPaginated = action(
  {
    name: "model-prices/getModelPricesPaginated",
    summary: "A page of the prices in force",
    description: "One for each model, by name. The search looks for a part of the name, in any case.",
    access: "admin",
    input: z.object({
      page: z.coerce.number().int().min(1).max(1_000_000).default(1),
      pageSize: z.coerce.number().int().min(1).max(200).default(50),
      search: z.string().trim().max(200).optional(),
      source: z.enum(PRICE_SOURCES).optional(),
    }),
    output: z.object({
      data: z.array(PriceDisplay),
      total: z.number().int(),
      page: z.number().int(),
      pageSize: z.number().int(),
      totalPages: z.number().int(),
    }),
  },
  async ({ input: { page, pageSize, ...filter }, runtime }) => {
    const { db } = runtime.database;
    const [prices, total] = await Promise.all([
      listShownPrices(db, { ...filter, offset: (page - 1) * pageSize, limit: pageSize }),
      countShownPrices(db, filter),
    ]);
    return {
      data: prices.map(priceDisplay),
      ...{ total, page, pageSize },
      totalPages: Math.ceil(total / pageSize),
    };
  },
);
