import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { modelPrices } from "@/infra/postgres/tables/model-prices";
import type { Db } from "@/repository/db";
import { lockPrices } from "@/repository/prices";

const isCurrentManual = and(eq(modelPrices.source, "manual"), isNull(modelPrices.supersededAt));

/** Models that have a price of an admin's own. */
export async function listManualModels(db: Db): Promise<ReadonlySet<string>> {
  const rows = await db.select({ model: modelPrices.model }).from(modelPrices).where(isCurrentManual);
  return new Set(rows.map(({ model }) => model));
}

/** Ends an admin's own price; what was billed by it stays. Returns whether there was one. Run it in a transaction. */
export async function endManualPrice(db: Db, model: string): Promise<boolean> {
  await lockPrices(db);
  const rows = await db
    .update(modelPrices)
    .set({ supersededAt: sql`now()` })
    .where(and(eq(modelPrices.model, model), isCurrentManual))
    .returning({ id: modelPrices.id });
  return rows.length > 0;
}
