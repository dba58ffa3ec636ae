import "server-only";
import { builtinPrices } from "@/domain/pricing/builtin-prices";
import type { Db } from "@/repository/db";
import { hasPrices, putPrices } from "@/repository/prices";

/** Gives a hub without any price the built-in table, so that its first request is priced. */
export async function seedPrices(db: Db): Promise<void> {
  if (await hasPrices(db)) return;
  await db.transaction((tx) => putPrices(tx, "builtin", builtinPrices()));
}
