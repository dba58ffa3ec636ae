import { integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/**
 * Which client programs each user was last seen with. Filled with the request log, and small beside it: one row for
 * each User-Agent of a user, forgotten some days after its last use. `last_used_at` may lag by a minute.
 */
export const clientUses = pgTable(
  "client_uses",
  {
    userId: integer("user_id").notNull(),
    userAgent: text("user_agent").notNull(),
    lastUsedAt: instant("last_used_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.userAgent] })],
);
