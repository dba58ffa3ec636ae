import "server-only";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Env } from "@/config/env";
import type { DataDir } from "@/infra/data-dir";
import type { Logger } from "@/infra/logger";
import { type DatabaseAddress, type DatabasePool, openPool } from "@/infra/postgres/client";
import { startEmbeddedPostgres } from "@/infra/postgres/embedded";
import { migrate, type SchemaState } from "@/infra/postgres/migrate";
import { ensurePartitions } from "@/infra/postgres/partitions";
import { maskUrl } from "@/lib/mask";
import type { Closer } from "./closers";
import { StartError } from "./start-error";

interface OpenDatabase {
  readonly env: Env;
  readonly dataDir: DataDir;
  readonly home: string;
  readonly logger: Logger;
  readonly opened: Closer[];
}

const CONNECT_ATTEMPTS = 30;
const CONNECT_PAUSE_MS = 1_000;

/** Partitions are made this many weeks ahead; a job goes on making them. */
const PARTITION_WEEKS_AHEAD = 4;

/** Finds or starts the database, waits for it and brings it to this hub's schema. */
export async function openDatabase(
  options: OpenDatabase,
): Promise<{ address: DatabaseAddress; migration: SchemaState }> {
  const address = await addressOf(options);
  const pool = openPool(address, {
    name: "migration",
    max: 1,
    idleTimeoutSeconds: 0,
    connectTimeoutSeconds: options.env.DB_POOL_CONNECT_TIMEOUT,
    statementTimeoutMs: 0,
  });
  try {
    await waitFor(pool, options);
    const migration = await migrate(pool, join(options.home, "drizzle"), options.env.AUTO_MIGRATE);
    await ensurePartitions(pool.sql, Date.now(), PARTITION_WEEKS_AHEAD);
    return { address, migration };
  } finally {
    await pool.close();
  }
}

async function addressOf({ env, dataDir, opened }: OpenDatabase): Promise<DatabaseAddress> {
  if (env.DSN) return { kind: "server", dsn: env.DSN };
  const embedded = await startEmbeddedPostgres(dataDir.path);
  opened.push(["embedded database", () => embedded.stop()]);
  return { kind: "embedded", socketDir: embedded.socketDir, database: "postgres" };
}

/** A server may come up after its hub: in a compose file both start at once. */
async function waitFor({ sql }: DatabasePool, { env, logger }: OpenDatabase): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await sql`SELECT 1`;
      return;
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      const where = env.DSN ? maskUrl(env.DSN) : "the embedded database";
      if (attempt >= CONNECT_ATTEMPTS || !isTransient(code)) {
        throw new StartError(`cannot connect to ${where}: ${message}`);
      }
      logger.warn({ attempt, code }, "the database does not answer yet");
      await sleep(CONNECT_PAUSE_MS);
    }
  }
}

/** Not yet there, still starting or out of connections; a wrong password or name will not mend itself. */
function isTransient(code: string | undefined): boolean {
  return code === undefined || !/^(?:28|3D|42)/.test(code);
}
