import "server-only";
import { priceTableOrigin } from "@/infra/postgres/tables/model-prices";
import type { Db } from "@/repository/db";

/** Where the table that was imported last came from, and its validator. */
export interface TableOrigin {
  readonly url: string;
  readonly etag: string;
}

export async function readTableOrigin(db: Db): Promise<TableOrigin | null> {
  const [row] = await db.select().from(priceTableOrigin);
  return row ?? null;
}

/** Call it in the transaction of the import. null: the table came from nowhere that could be asked again. */
export async function writeTableOrigin(db: Db, origin: TableOrigin | null): Promise<void> {
  await db.delete(priceTableOrigin);
  if (origin) await db.insert(priceTableOrigin).values(origin);
}
