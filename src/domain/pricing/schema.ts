import { z } from "zod";
import { breaks } from "@/domain/rule-issue";
import { PriceData, parsePrice } from "./price";
import { MAX_MODEL_NAME_LENGTH } from "./price-table";

export const modelName = z.string().trim().min(1).max(MAX_MODEL_NAME_LENGTH);

/** A price that an admin sets: a LiteLLM record, which must name a price of tokens. */
export const ManualPrice = z.object({
  modelName,
  priceData: PriceData.refine((data) => parsePrice({ id: 0, model: "", source: "manual" }, data) !== null, {
    ...breaks(
      "tokenPrice",
      "must name input_cost_per_token, output_cost_per_token or output_cost_per_image_token",
    ),
    // Any of them would do; forms say it where the first is typed.
    path: ["input_cost_per_token"],
  }).transform((data) => ({ ...data, mode: data.mode ?? "chat" })),
});
export type ManualPrice = z.output<typeof ManualPrice>;
