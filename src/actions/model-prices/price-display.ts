import { z } from "zod";
import { PRICE_SOURCES, PriceData } from "@/domain/pricing/price";
import type { PriceVersion } from "@/repository/prices";

/** A version of a model's price as lists show it. */
export const PriceDisplay = z
  .object({
    id: z.number().int(),
    modelName: z.string(),
    source: z.enum(PRICE_SOURCES).describe("manual wins over litellm, litellm over builtin"),
    priceData: PriceData.describe("A LiteLLM price record: USD per token"),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime().describe("As createdAt: versions never change"),
  })
  .meta({ id: "ModelPrice" });
export type PriceDisplay = z.infer<typeof PriceDisplay>;

export function priceDisplay({ id, model, source, data, createdAt }: PriceVersion): PriceDisplay {
  const at = createdAt.toISOString();
  return { id, modelName: model, source, priceData: data, createdAt: at, updatedAt: at };
}
