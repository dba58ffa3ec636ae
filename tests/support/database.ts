import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { inject } from "vitest";
import { type DatabaseAddress, type DatabasePool, openPool } from "@/infra/postgres/client";
import { migrate } from "@/infra/postgres/migrate";
import { ensurePartitions } from "@/infra/postgres/partitions";

export const MIGRATIONS = join(import.meta.dirname, "../../drizzle");

const OPTIONS = {
  max: 4,
  idleTimeoutSeconds: 1,
  connectTimeoutSeconds: 5,
  statementTimeoutMs: 60_000,
};

/** An empty database of one's own on the shared server. */
export interface TestDatabase {
  readonly address: DatabaseAddress;
  /** As `DSN` would name it. */
  readonly dsn: string;
  readonly pool: DatabasePool;
  readonly drop: () => Promise<void>;
}

export async function createDatabase(): Promise<TestDatabase> {
  const socketDir = inject("postgresSocketDir");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await onServer(socketDir, (sql) => sql.unsafe(`CREATE DATABASE "${name}"`));
  const address = { kind: "embedded", socketDir, database: name } as const;
  const pool = openPool(address, { ...OPTIONS, name: "test" });
  return {
    address,
    dsn: `postgres://postgres@localhost/${name}?host=${encodeURIComponent(socketDir)}`,
    pool,
    async drop() {
      await pool.close();
      await onServer(socketDir, (sql) => sql.unsafe(`DROP DATABASE "${name}" WITH (FORCE)`));
    },
  };
}

/** The same with the hub's schema. */
export async function createMigratedDatabase(): Promise<TestDatabase> {
  const database = await createDatabase();
  const single = openPool(database.address, { ...OPTIONS, name: "migration", max: 1 });
  await migrate(single, MIGRATIONS, true);
  await ensurePartitions(single.sql, Date.now(), 2);
  await single.close();
  return database;
}

async function onServer(
  socketDir: string,
  run: (sql: DatabasePool["sql"]) => Promise<unknown>,
): Promise<void> {
  const server = openPool(
    { kind: "embedded", socketDir, database: "postgres" },
    { ...OPTIONS, name: "server", max: 1 },
  );
  try {
    await run(server.sql);
  } finally {
    await server.close();
  }
}
