import { sql } from "drizzle-orm";
import { boolean, check, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { enabled, timestamps } from "./columns";

const id = integer("id").primaryKey().generatedAlwaysAsIdentity();

/** What an upstream's error text means: whose fault it is, and what the client is told instead. */
export const errorRules = pgTable(
  "error_rules",
  {
    id,
    pattern: text("pattern").notNull(),
    matchType: text("match_type").notNull().default("regex"),
    category: text("category").notNull(),
    description: text("description"),
    overrideResponse: jsonb("override_response").$type<Record<string, unknown>>(),
    overrideStatusCode: integer("override_status_code"),
    isEnabled: enabled,
    isDefault: boolean("is_default").notNull().default(false),
    priority: integer("priority").notNull().default(0),
    ...timestamps,
  },
  (table) => [
    uniqueIndex("error_rules_pattern").on(table.pattern),
    check("error_rules_match_type", sql`match_type IN ('regex', 'contains', 'exact')`),
    check("error_rules_status", sql`override_status_code BETWEEN 400 AND 599`),
  ],
);

/** Changes to requests before they are sent. */
export const requestFilters = pgTable(
  "request_filters",
  {
    id,
    name: text("name").notNull(),
    description: text("description"),
    scope: text("scope").notNull(),
    action: text("action").notNull(),
    matchType: text("match_type"),
    target: text("target").notNull(),
    replacement: jsonb("replacement"),
    priority: integer("priority").notNull().default(0),
    isEnabled: enabled,
    bindingType: text("binding_type").notNull().default("global"),
    providerIds: integer("provider_ids").array().notNull().default(sql`'{}'::integer[]`),
    groupTags: text("group_tags").array().notNull().default(sql`'{}'::text[]`),
    ...timestamps,
  },
  () => [
    check("request_filters_scope", sql`scope IN ('header', 'body')`),
    check("request_filters_action", sql`action IN ('remove', 'set', 'json_path', 'text_replace')`),
    check("request_filters_match_type", sql`match_type IN ('regex', 'contains', 'exact')`),
    check(
      "request_filters_binding",
      sql`(binding_type = 'global' AND provider_ids = '{}' AND group_tags = '{}')
        OR (binding_type = 'providers' AND provider_ids <> '{}' AND group_tags = '{}')
        OR (binding_type = 'groups' AND provider_ids = '{}' AND group_tags <> '{}')`,
    ),
  ],
);

/** Words that keep a request from being sent. */
export const sensitiveWords = pgTable(
  "sensitive_words",
  {
    id,
    word: text("word").notNull(),
    matchType: text("match_type").notNull().default("contains"),
    description: text("description"),
    isEnabled: enabled,
    ...timestamps,
  },
  (table) => [
    uniqueIndex("sensitive_words_word").on(table.word, table.matchType),
    check("sensitive_words_match_type", sql`match_type IN ('contains', 'exact', 'regex')`),
  ],
);
