"use server";
import { z } from "zod";
import { AppError } from "@/domain/app-error";
import { PriceFetchError } from "@/services/pricing/fetch-price-table";
import { fetchNewPrices, importFetched } from "@/services/pricing/sync-prices";
import { action } from "../kit/action";
import { ImportFields } from "./import-fields";
import { importNote } from "./import-note";

export const syncLiteLLMPrices = action(
  {
    name: "model-prices/syncLiteLLMPrices",
    summary: "Fetch the price table now",
    description:
      "From the addresses of the settings, the first that answers well; by default the table LiteLLM publishes. A sync that fails changes nothing.",
    access: "admin",
    input: z.object({}),
    output: z.object({
      ...ImportFields,
      notModified: z.boolean().describe("The table is the one imported last; it was not sent again"),
    }),
    refusals: ["UPSTREAM_FAILED"],
    changes: ["prices"],
  },
  async ({ runtime, change }) => {
    const { priceTableUrls: urls } = runtime.snapshot.current.settings;
    const fetched = await fetchNewPrices(runtime.database.db, runtime.upstream, { urls }).catch(refuse);
    return change(async (tx) => importNote(await importFetched(tx, fetched)));
  },
);

function refuse(error: unknown): never {
  if (!(error instanceof PriceFetchError)) throw error;
  throw new AppError("UPSTREAM_FAILED", `No price table could be fetched: ${error.message}`, {
    reason: error.message,
  });
}
