import { sql } from "drizzle-orm";
import { check, integer, pgTable, text } from "drizzle-orm/pg-core";
import { enabled, instant, spendLimitChecks, spendLimits, timestamps } from "./columns";

export const users = pgTable(
  "users",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    name: text("name").notNull(),
    note: text("note").notNull().default(""),
    role: text("role").notNull().default("user"),
    tags: text("tags").array().notNull().default(sql`'{}'::text[]`),
    groups: text("groups").array().notNull().default(sql`'{}'::text[]`),
    rpmLimit: integer("rpm_limit"),
    ...spendLimits,
    isEnabled: enabled,
    expiresAt: instant("expires_at"),
    allowedClients: text("allowed_clients").array().notNull().default(sql`'{}'::text[]`),
    allowedModels: text("allowed_models").array().notNull().default(sql`'{}'::text[]`),
    ...timestamps,
    deletedAt: instant("deleted_at"),
  },
  () => [
    check("users_role", sql`role IN ('admin', 'user')`),
    check("users_name_length", sql`length(name) BETWEEN 1 AND 64`),
    check("users_rpm_positive", sql`rpm_limit > 0`),
    ...spendLimitChecks("users"),
  ],
);
