"use server";
import { z } from "zod";
import { modelName } from "@/domain/pricing/schema";
import { listPriceHistory } from "@/repository/prices/list-price-history";
import { action } from "../kit/action";
import { PriceDisplay, priceDisplay } from "./price-display";

const MAX_VERSIONS = 100;

export const getModelPriceHistory = action(
  {
    name: "model-prices/getModelPriceHistory",
    summary: "The versions of a model's price",
    description:
      "Of all sources, newest first, at most 100. The ledger names the version each call was billed by.",
    access: "admin",
    input: z.object({ modelName }),
    output: z.array(PriceDisplay.extend({ supersededAt: z.iso.datetime().nullable() })),
  },
  async ({ input, runtime }) => {
    const versions = await listPriceHistory(runtime.database.db, input.modelName, MAX_VERSIONS);
    return versions.map((version) => ({
      ...priceDisplay(version),
      supersededAt: version.supersededAt?.toISOString() ?? null,
    }));
  },
);
