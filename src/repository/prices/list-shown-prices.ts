import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { PRICE_SOURCES, type PriceSource } from "@/domain/pricing/price";
import type { Db } from "@/repository/db";
import type { PriceVersion } from "@/repository/prices";

export interface PriceFilter {
  /** A part of the model's name, in any case. */
  readonly search?: string | undefined;
  readonly source?: PriceSource | undefined;
}

export interface PricePage extends PriceFilter {
  readonly offset: number;
  /** null: all of them. */
  readonly limit: number | null;
}

/** A row as it comes past Drizzle's types. */
type RawPrice = { [Key in keyof PriceVersion]: Key extends "createdAt" ? string : PriceVersion[Key] };

/** The price in force of each model, by name; served by the index on current versions. */
export async function listShownPrices(
  db: Db,
  { offset, limit, ...filter }: PricePage,
): Promise<PriceVersion[]> {
  const rows = await db.execute<RawPrice>(sql`
    SELECT id::float8 AS id, model, source, price_data AS data, created_at AS "createdAt"
    FROM model_prices AS price WHERE ${inForce(filter)} ORDER BY model LIMIT ${limit} OFFSET ${offset}`);
  return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt) }));
}

export async function countShownPrices(db: Db, filter: PriceFilter): Promise<number> {
  const [row] = await db.execute<{ total: number }>(
    sql`SELECT count(*)::int AS total FROM model_prices AS price WHERE ${inForce(filter)}`,
  );
  return row?.total ?? 0;
}

const STRENGTH = sql`ARRAY[${sql.join(
  PRICE_SOURCES.map((source) => sql`${source}`),
  sql`, `,
)}]::text[]`;

function inForce({ search, source }: PriceFilter): SQL {
  const conditions = [
    sql`price.superseded_at IS NULL`,
    sql`NOT EXISTS (
      SELECT 1 FROM model_prices AS stronger
      WHERE stronger.model = price.model AND stronger.superseded_at IS NULL
        AND array_position(${STRENGTH}, stronger.source) < array_position(${STRENGTH}, price.source))`,
  ];
  if (search) conditions.push(sql`price.model ILIKE ${`%${escapeLike(search)}%`}`);
  if (source) conditions.push(sql`price.source = ${source}`);
  return sql.join(conditions, sql` AND `);
}

/** People search for names, not for patterns. */
const escapeLike = (text: string) => text.replace(/[\\%_]/g, "\\$&");
