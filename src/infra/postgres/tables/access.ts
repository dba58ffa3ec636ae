import { sql } from "drizzle-orm";
import { bigint, check, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { apiKeys } from "./api-keys";
import { instant } from "./columns";

/** Dashboard sessions. The cookie's value is random; here is its hash. */
export const webSessions = pgTable(
  "web_sessions",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    tokenHash: text("token_hash").notNull(),
    keyId: integer("key_id").references(() => apiKeys.id, { onDelete: "cascade" }),
    /** Set instead of a key for the holder of ADMIN_TOKEN: its fingerprint, so that a new token ends the session. */
    adminFingerprint: text("admin_fingerprint"),
    ip: text("ip"),
    userAgent: text("user_agent"),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
  },
  (table) => [
    uniqueIndex("web_sessions_token").on(table.tokenHash),
    index("web_sessions_expiry").on(table.expiresAt),
    check("web_sessions_token_form", sql`token_hash ~ '^[0-9a-f]{64}$'`),
    check("web_sessions_owner", sql`(key_id IS NULL) <> (admin_fingerprint IS NULL)`),
  ],
);

/** Who changed what, written in the same transaction as the change. Secrets are left out of `changes`. */
export const auditLog = pgTable(
  "audit_log",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    createdAt: instant("created_at").notNull().defaultNow(),
    actorKind: text("actor_kind").notNull(),
    actorUserId: integer("actor_user_id"),
    actorKeyId: integer("actor_key_id"),
    ip: text("ip"),
    action: text("action").notNull(),
    targetId: text("target_id"),
    changes: jsonb("changes").$type<Record<string, unknown>>().notNull().default({}),
  },
  (table) => [
    index("audit_log_time").on(table.createdAt),
    check("audit_log_actor", sql`actor_kind IN ('admin_token', 'user', 'system')`),
  ],
);

/** Runs of background jobs: when, how long, how they ended. */
export const jobRuns = pgTable(
  "job_runs",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    job: text("job").notNull(),
    startedAt: instant("started_at").notNull().defaultNow(),
    finishedAt: instant("finished_at"),
    result: text("result"),
    detail: jsonb("detail").$type<Record<string, unknown>>(),
  },
  (table) => [
    index("job_runs_latest").on(table.job, table.startedAt),
    check("job_runs_result", sql`result IN ('ok', 'failed')`),
  ],
);
