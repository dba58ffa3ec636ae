import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { enabled, instant, spendLimitChecks, spendLimits, timestamps } from "./columns";
import { users } from "./users";

export const apiKeys = pgTable(
  "api_keys",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    userId: integer("user_id")
      .notNull()
      .references(() => users.id),
    name: text("name").notNull(),
    hash: text("hash").notNull(),
    prefix: text("prefix").notNull(),
    isEnabled: enabled,
    expiresAt: instant("expires_at"),
    canLoginWebUi: boolean("can_login_web_ui").notNull().default(false),
    groups: text("groups").array().notNull().default(sql`'{}'::text[]`),
    ...spendLimits,
    cacheTtlPreference: text("cache_ttl_preference"),
    ...timestamps,
    deletedAt: instant("deleted_at"),
  },
  (table) => [
    uniqueIndex("api_keys_hash").on(table.hash),
    uniqueIndex("api_keys_name_live").on(table.userId, table.name).where(sql`deleted_at IS NULL`),
    index("api_keys_user").on(table.userId),
    check("api_keys_hash_form", sql`hash ~ '^[0-9a-f]{64}$'`),
    check("api_keys_name_length", sql`length(name) BETWEEN 1 AND 64`),
    check("api_keys_cache_ttl", sql`cache_ttl_preference IN ('5m', '1h')`),
    ...spendLimitChecks("api_keys"),
  ],
);
