import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  json,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns";

/**
 * The request log: one row per request, written once, when it has ended. Partitioned by `created_at`; retention
 * drops whole partitions. It carries no foreign keys on purpose: a log outlives what it speaks of, and 0 stands
 * for "nobody" (unknown caller, no provider asked). Tokens and money live in the ledger, not here.
 */
export const requests = pgTable(
  "requests",
  {
    id: uuid("id").notNull(),
    createdAt: instant("created_at").notNull(),
    outcome: text("outcome").notNull(),
    statusCode: integer("status_code").notNull(),
    errorCode: text("error_code"),
    errorMessage: text("error_message"),
    blockedBy: text("blocked_by"),
    blockedReason: jsonb("blocked_reason").$type<Record<string, unknown>>(),

    userId: integer("user_id").notNull(),
    keyId: integer("key_id").notNull(),
    providerId: integer("provider_id").notNull(),

    protocol: text("protocol").notNull(),
    method: text("method").notNull(),
    endpoint: text("endpoint").notNull(),
    model: text("model"),
    servedModel: text("served_model"),
    isStream: boolean("is_stream").notNull(),
    sessionId: text("session_id"),
    sequence: integer("sequence"),
    messagesCount: integer("messages_count"),

    durationMs: integer("duration_ms").notNull(),
    firstByteMs: integer("first_byte_ms"),
    requestBytes: bigint("request_bytes", { mode: "number" }).notNull(),
    responseBytes: bigint("response_bytes", { mode: "number" }).notNull(),
    clientIp: text("client_ip"),
    userAgent: text("user_agent"),

    attempts: integer("attempts").notNull(),
    /** `DecisionChain` of domain/request. Read whole, never searched: as text it is cheaper to write. */
    decision: json("decision").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.createdAt, table.id] }),
    // One per filter of the log, each in the order of its pages: see repository/requests/search-plan.ts.
    index("requests_user").on(table.userId, table.createdAt, table.id),
    index("requests_key").on(table.keyId, table.createdAt, table.id),
    index("requests_provider").on(table.providerId, table.createdAt, table.id),
    // Sorted byte by byte, so that the beginning of an id can be looked up too.
    index("requests_session")
      .on(table.sessionId.op("text_pattern_ops"), table.createdAt, table.id)
      .where(sql`session_id IS NOT NULL`),
    index("requests_model").on(table.model, table.createdAt, table.id),
    // Of an expression: of the bare column the planner would think that most rows are redirected, and walk the log.
    index("requests_served_model")
      .on(sql`(CASE WHEN served_model <> model THEN served_model END)`, table.createdAt, table.id)
      .where(sql`served_model <> model`),
    index("requests_endpoint").on(table.endpoint, table.createdAt, table.id),
    index("requests_not_ok").on(table.createdAt, table.id).where(sql`status_code <> 200`),
    index("requests_status").on(table.statusCode, table.createdAt, table.id).where(sql`status_code <> 200`),
    // The number of attempts last: entries are told apart by it without a look at their rows.
    index("requests_retried").on(table.createdAt, table.id, table.attempts).where(sql`attempts > 1`),
    index("requests_limited")
      .on(table.createdAt)
      .where(sql`error_code IN ('rpm_limit', 'concurrent_sessions_limit', 'spend_limit')`),
    check(
      "requests_outcome",
      sql`outcome IN ('completed', 'failed', 'client_aborted', 'refused', 'intercepted')`,
    ),
  ],
);

/** What was said, where storing it is switched on. Capped, partitioned like the log and dropped with it. */
export const requestBodies = pgTable(
  "request_bodies",
  {
    requestId: uuid("request_id").notNull(),
    createdAt: instant("created_at").notNull(),
    requestHeaders: jsonb("request_headers").$type<[string, string][]>(),
    requestBody: text("request_body"),
    responseHeaders: jsonb("response_headers").$type<[string, string][]>(),
    responseBody: text("response_body"),
    isTruncated: boolean("is_truncated").notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.createdAt, table.requestId] })],
);
