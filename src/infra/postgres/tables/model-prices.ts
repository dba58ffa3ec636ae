import { sql } from "drizzle-orm";
import { bigint, check, index, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
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
