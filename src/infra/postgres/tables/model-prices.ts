import { sql } from "drizzle-orm";
import { bigint, check, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/**
 * Versions of model prices. A version never changes: a new price is a new row, and the old one gets an end. The
 * ledger names the version it billed by. Equal content (by hash) makes no new version.
 */
export const modelPrices = pgTable(
  "model_prices",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    model: text("model").notNull(),
    source: text("source").notNull(),
    /** A LiteLLM price record, as given. */
    priceData: jsonb("price_data").$type<Record<string, unknown>>().notNull(),
    contentHash: text("content_hash").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** null: current. */
    supersededAt: instant("superseded_at"),
  },
  (table) => [
    uniqueIndex("model_prices_current").on(table.model, table.source).where(sql`superseded_at IS NULL`),
    index("model_prices_history").on(table.model, table.createdAt),
    check("model_prices_source", sql`source IN ('manual', 'litellm', 'builtin')`),
  ],
);

/**
 * The table that was last imported from an address, with the validator it came with (RFC 9110 §8.8.3). Gone once prices
 * come from elsewhere: only what was imported last may be asked for as "unless it has changed".
 */
export const priceTableOrigin = pgTable(
  "price_table_origin",
  {
    id: integer("id").primaryKey().default(1),
    url: text("url").notNull(),
    etag: text("etag").notNull(),
    importedAt: instant("imported_at").notNull().defaultNow(),
  },
  () => [check("price_table_origin_singleton", sql`id = 1`)],
);
