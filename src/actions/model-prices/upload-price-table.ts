"use server";
import { z } from "zod";
import { AppError } from "@/domain/app-error";
import { MAX_PRICE_TABLE_BYTES, PriceTableError, parsePriceTable } from "@/domain/pricing/price-table";
import { importPrices } from "@/services/pricing/import-prices";
import { action } from "../kit/action";
import { ImportFields } from "./import-fields";
import { importNote } from "./import-note";

export const uploadPriceTable = action(
  {
    name: "model-prices/uploadPriceTable",
    summary: "Import a price table",
    description:
      "A table in LiteLLM's format, as text. Models it does not name keep their prices, and prices an admin has set stay in force.",
    access: "admin",
    input: z.object({ jsonContent: z.string().min(1).max(MAX_PRICE_TABLE_BYTES) }),
    output: z.object(ImportFields),
    changes: ["prices"],
  },
  async ({ input, change }) => {
    const table = readTable(input.jsonContent);
    return change(async (tx) => importNote(await importPrices(tx, table, null)));
  },
);

function readTable(text: string) {
  try {
    return parsePriceTable(text);
  } catch (error) {
    if (!(error instanceof PriceTableError)) throw error;
    throw new AppError("INVALID_INPUT", `This is no price table: ${error.message}.`, {
      field: "jsonContent",
      reason: error.message,
    });
  }
}
