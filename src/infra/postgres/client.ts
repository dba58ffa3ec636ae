import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres, { type Sql } from "postgres";

/** Where a database is: a server's address, or the folder of the embedded one's socket. */
export type DatabaseAddress =
  | { readonly kind: "server"; readonly dsn: string }
  | { readonly kind: "embedded"; readonly socketDir: string; readonly database: string };

export interface PoolOptions {
  readonly name: string;
  readonly max: number;
  readonly idleTimeoutSeconds: number;
  readonly connectTimeoutSeconds: number;
  /** A statement that runs longer is cancelled, ms; 0 = never. */
  readonly statementTimeoutMs: number;
  /** Plan prepared statements once, not per call: for pools that run few, large statements. */
  readonly reusePlans?: boolean;
}

export type Database = PostgresJsDatabase;

/** A pool of connections, raw (`sql`) and through Drizzle (`db`). */
export interface DatabasePool {
  readonly sql: Sql;
  readonly db: Database;
  close(): Promise<void>;
}

const CLOSE_TIMEOUT_SECONDS = 5;

/** Opens a pool. Connections are made when they are needed; none is made here. */
export function openPool(address: DatabaseAddress, options: PoolOptions): DatabasePool {
  const settings = {
    max: options.max,
    idle_timeout: options.idleTimeoutSeconds,
    connect_timeout: options.connectTimeoutSeconds,
    connection: {
      application_name: `claude-code-hub ${options.name}`,
      statement_timeout: options.statementTimeoutMs,
      TimeZone: "UTC",
      ...(options.reusePlans && { plan_cache_mode: "force_generic_plan", jit: "off" }),
    },
    onnotice: () => {},
  };
  const sql =
    address.kind === "server"
      ? postgres(address.dsn, settings)
      : postgres({
          ...settings,
          path: `${address.socketDir}/.s.PGSQL.5432`,
          username: "postgres",
          database: address.database,
        });
  return { sql, db: drizzle(sql), close: () => sql.end({ timeout: CLOSE_TIMEOUT_SECONDS }) };
}
