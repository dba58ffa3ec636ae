import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openPool } from "@/infra/postgres/client";
import { startEmbeddedPostgres } from "@/infra/postgres/embedded";
import { migrate } from "@/infra/postgres/migrate";
import { continueUsage } from "../generate-usage/continue-usage";
import { generateUsage } from "../generate-usage/generate-usage";
import { startExplaining } from "./plan-log";

interface Wanted {
  readonly rows: number;
  readonly timeZone: string;
}

/**
 * Makes a hub's data directory with so much usage, or brings the one that is there up to now. Its database goes on
 * running, for a hub to take over.
 */
export async function fillDirectory(dataDir: string, { rows, timeZone }: Wanted): Promise<string> {
  mkdirSync(dataDir, { recursive: true });
  const { socketDir } = await startEmbeddedPostgres(dataDir);
  const pool = openPool(
    { kind: "embedded", socketDir, database: "postgres" },
    { name: "generator", max: 1, idleTimeoutSeconds: 0, connectTimeoutSeconds: 30, statementTimeoutMs: 0 },
  );
  try {
    await migrate(pool, join(import.meta.dirname, "../../drizzle"), true);
    const [known] = await pool.sql`SELECT 1 FROM requests LIMIT 1`;
    const say = (text: string) => console.log(text);
    if (known) await continueUsage(pool, { until: Date.now(), timeZone, say });
    else await generateUsage(pool, { rows, days: 90, seed: 1, until: Date.now(), timeZone, say });
    await startExplaining(pool.sql);
  } finally {
    await pool.close();
  }
  return socketDir;
}
