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

/**
 * A connection that was lost or could not be made is tried again after so long. The library's own pauses grow to
 * twenty seconds, for which a database that is back would go unused, and changes unheard.
 */
const RECONNECT_SECONDS = 0.25;

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
      // Compiling a statement takes longer than any of ours runs.
      jit: "off",
      // What is asked for is in memory or on flash: with the default, meant for turning disks, a page of a key's
      // requests would be sorted out of all it ever made.
      random_page_cost: 1.1,
      ...(options.reusePlans && { plan_cache_mode: "force_generic_plan" }),
    },
    backoff: () => RECONNECT_SECONDS,
    onnotice: () => {},
  };
  const { url, ...socket } = locate(address);
  const sql =
    url === undefined ? postgres({ ...settings, ...socket }) : postgres(url, { ...settings, ...socket });
  return { sql, db: drizzle(sql), close: () => sql.end({ timeout: CLOSE_TIMEOUT_SECONDS }) };
}

/** What postgres.js wants to know of an address. */
function locate(address: DatabaseAddress) {
  if (address.kind === "embedded") {
    const { socketDir, database } = address;
    return { path: `${socketDir}/.s.PGSQL.5432`, username: "postgres", database };
  }
  const url = new URL(address.dsn);
  // libpq's way to name a unix socket in a URL, which postgres.js would pass on to the server as a setting:
  // postgres://user@localhost/database?host=/run/postgresql
  const folder = url.searchParams.get("host");
  if (!folder?.startsWith("/")) return { url: address.dsn };
  url.searchParams.delete("host");
  return { url: url.href, path: `${folder}/.s.PGSQL.${url.port || 5432}` };
}
