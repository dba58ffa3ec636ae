import "server-only";
import { sql } from "drizzle-orm";
import type { Db } from "@/repository/db";

export interface DatabaseStatus {
  readonly databaseName: string;
  /** For people, e.g. "12 MB". */
  readonly databaseSize: string;
  readonly tableCount: number;
  readonly postgresVersion: string;
}

export async function readDatabaseStatus(db: Db): Promise<DatabaseStatus> {
  const [row] = await db.execute<{ name: string; size: string; tables: number; version: string }>(sql`
    SELECT current_database() AS name, pg_size_pretty(pg_database_size(current_database())) AS size,
      (SELECT count(*)::int FROM information_schema.tables
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE') AS tables,
      current_setting('server_version') AS version`);
  if (!row) throw new Error("the database told nothing of itself");
  return {
    databaseName: row.name,
    databaseSize: row.size,
    tableCount: row.tables,
    postgresVersion: row.version,
  };
}
