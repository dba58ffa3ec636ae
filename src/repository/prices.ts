import "server-only";
import { createHash } from "node:crypto";
import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { PriceData, type PriceSource } from "@/domain/pricing/price";
import { modelPrices } from "@/infra/postgres/tables/model-prices";
import type { Db } from "./db";

/** One version of a model's price, as stored. */
export interface PriceVersion {
  readonly id: number;
  readonly model: string;
  readonly source: PriceSource;
  readonly data: PriceData;
  readonly createdAt: Date;
}

/** A stored row as its domain value. */
export function versionFromRow(row: typeof modelPrices.$inferSelect): PriceVersion {
  return {
    id: row.id,
    model: row.model,
    source: row.source as PriceSource,
    data: PriceData.parse(row.priceData),
    createdAt: row.createdAt,
  };
}

/** The current version of each model and source, by model name. */
export async function listCurrentPrices(db: Db): Promise<PriceVersion[]> {
  const rows = await db
    .select()
    .from(modelPrices)
    .where(isNull(modelPrices.supersededAt))
    .orderBy(asc(modelPrices.model), asc(modelPrices.source));
  return rows.map(versionFromRow);
}

export async function hasPrices(db: Db): Promise<boolean> {
  const [row] = await db.select({ id: modelPrices.id }).from(modelPrices).limit(1);
  return row !== undefined;
}

export interface PriceChanges {
  readonly added: readonly string[];
  readonly updated: readonly string[];
  readonly unchanged: readonly string[];
}

const INSERT_CHUNK = 500;

/**
 * Makes `prices` the current versions of their models for `source`. Prices of other sources and of models not
 * named stay. Equal content makes no new version. Run it in a transaction: it is all or nothing, and others that
 * change prices wait for its end.
 */
export async function putPrices(
  db: Db,
  source: PriceSource,
  prices: ReadonlyMap<string, PriceData>,
): Promise<PriceChanges> {
  await lockPrices(db);
  const known = await db
    .select({ id: modelPrices.id, model: modelPrices.model, contentHash: modelPrices.contentHash })
    .from(modelPrices)
    .where(and(eq(modelPrices.source, source), isNull(modelPrices.supersededAt)));
  const byModel = new Map(known.map((row) => [row.model, row]));
  const added: string[] = [];
  const updated: string[] = [];
  const unchanged: string[] = [];
  const versions: (typeof modelPrices.$inferInsert)[] = [];
  for (const [model, data] of prices) {
    const contentHash = hashOf(data);
    const current = byModel.get(model);
    if (current?.contentHash === contentHash) unchanged.push(model);
    else {
      (current ? updated : added).push(model);
      versions.push({ model, source, priceData: data, contentHash });
    }
  }
  const superseded = updated.flatMap((model) => byModel.get(model)?.id ?? []);
  if (superseded.length > 0) {
    await db.update(modelPrices).set({ supersededAt: sql`now()` }).where(inArray(modelPrices.id, superseded));
  }
  for (let at = 0; at < versions.length; at += INSERT_CHUNK) {
    await db.insert(modelPrices).values(versions.slice(at, at + INSERT_CHUNK));
  }
  return { added, updated, unchanged };
}

/** Lets one transaction at a time change prices; reading goes on, and so does billing. */
export async function lockPrices(db: Db): Promise<void> {
  await db.execute(sql`LOCK TABLE model_prices IN SHARE ROW EXCLUSIVE MODE`);
}

/** Hash of the content, not of its spelling: the order of keys does not count. */
function hashOf(data: unknown): string {
  return createHash("sha256").update(canonicalJson(data)).digest("hex");
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join()}}`;
}
