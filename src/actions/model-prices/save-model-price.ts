"use server";
import { ManualPrice } from "@/domain/pricing/schema";
import { putPrices } from "@/repository/prices";
import { listPriceHistory } from "@/repository/prices/list-price-history";
import { action } from "../kit/action";
import { PriceDisplay, priceDisplay } from "./price-display";

export const saveModelPrice = action(
  {
    name: "model-prices/saveModelPrice",
    summary: "Set a model's price",
    description:
      "Adds a price of your own or changes it. It wins over every table, whenever that is fetched, and counts from the next request.",
    access: "admin",
    input: ManualPrice,
    output: PriceDisplay,
    changes: ["prices"],
  },
  async ({ input: { modelName, priceData }, change }) =>
    change(async (tx) => {
      await putPrices(tx, "manual", new Map([[modelName, priceData]]));
      const versions = await listPriceHistory(tx, modelName, 10);
      const saved = versions.find(({ source, supersededAt }) => source === "manual" && supersededAt === null);
      if (!saved) throw new Error("the price just saved is not there");
      return { result: priceDisplay(saved), targetId: modelName, changes: { priceData } };
    }),
);
