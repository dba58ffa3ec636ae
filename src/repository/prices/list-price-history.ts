import "server-only";
import { desc, eq } from "drizzle-orm";
import { modelPrices } from "@/infra/postgres/tables/model-prices";
import type { Db } from "@/repository/db";
import { type PriceVersion, versionFromRow } from "@/repository/prices";

export type PastPrice = PriceVersion & {
  /** null: current. */
  readonly supersededAt: Date | null;
};

/** The versions of a model's price, of all sources, newest first. */
export async function listPriceHistory(db: Db, model: string, limit: number): Promise<PastPrice[]> {
  const rows = await db
    .select()
    .from(modelPrices)
    .where(eq(modelPrices.model, model))
    .orderBy(desc(modelPrices.createdAt), desc(modelPrices.id))
    .limit(limit);
  return rows.map((row) => ({ ...versionFromRow(row), supersededAt: row.supersededAt }));
}
