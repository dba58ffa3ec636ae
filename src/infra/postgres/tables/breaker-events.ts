import { bigint, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { providers } from "./providers";

/** Every change of a provider's circuit, with its reason: why it was off, and until when. */
export const breakerEvents = pgTable(
  "breaker_events",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    providerId: integer("provider_id")
      .notNull()
      .references(() => providers.id, { onDelete: "cascade" }),
    state: text("state").notNull(),
    reason: text("reason").notNull(),
    failureCount: integer("failure_count").notNull().default(0),
    openUntil: instant("open_until"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [index("breaker_events_provider").on(table.providerId, table.createdAt)],
);
