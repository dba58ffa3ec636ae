import "server-only";
import type { PriceTable } from "@/domain/pricing/price-table";
import type { Db } from "@/repository/db";
import { putPrices } from "@/repository/prices";
import { listManualModels } from "@/repository/prices/manual-prices";
import { type TableOrigin, writeTableOrigin } from "@/repository/prices/table-origin";

/** What became of each entry of a price table; an entry is in one list. */
export interface ImportResult {
  readonly added: readonly string[];
  readonly updated: readonly string[];
  readonly unchanged: readonly string[];
  /** No usable price records. */
  readonly failed: readonly string[];
  /** An admin's own price stays in force; the table's is kept for when that ends. */
  readonly skipped: readonly string[];
  readonly total: number;
}

/** Makes a table's prices the synced ones. Call it in a transaction: everything or nothing of it holds. */
export async function importPrices(
  tx: Db,
  { prices, failed }: PriceTable,
  origin: TableOrigin | null,
): Promise<ImportResult> {
  const changes = await putPrices(tx, "litellm", prices);
  const manual = await listManualModels(tx);
  await writeTableOrigin(tx, origin);
  const others = (models: readonly string[]) => models.filter((model) => !manual.has(model));
  return {
    added: others(changes.added),
    updated: others(changes.updated),
    unchanged: others(changes.unchanged),
    failed,
    skipped: [...prices.keys()].filter((model) => manual.has(model)),
    total: prices.size + failed.length,
  };
}
