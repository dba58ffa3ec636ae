import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openPool } from "@/infra/postgres/client";
import { startEmbeddedPostgres } from "@/infra/postgres/embedded";
import { migrate } from "@/infra/postgres/migrate";
import { generateUsage } from "./generate-usage";

/**
 * `npm run generate:usage -- --rows 5000000 [--days 90] [--seed 1] [--zone Asia/Shanghai] [--data ./data]`: fills the
 * database that `DSN` names, else the embedded one in the data directory. The hub need not run.
 */
const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "100000" },
    days: { type: "string", default: "90" },
    seed: { type: "string", default: "1" },
    zone: { type: "string", default: process.env.TZ ?? "Asia/Shanghai" },
    data: { type: "string", default: process.env.DATA_DIR ?? "./data" },
  },
});

const dsn = process.env.DSN;
if (!dsn) mkdirSync(values.data, { recursive: true });
const embedded = dsn ? null : await startEmbeddedPostgres(values.data);
const pool = openPool(
  embedded
    ? { kind: "embedded", socketDir: embedded.socketDir, database: "postgres" }
    : { kind: "server", dsn: dsn ?? "" },
  { name: "generator", max: 1, idleTimeoutSeconds: 0, connectTimeoutSeconds: 30, statementTimeoutMs: 0 },
);
try {
  await migrate(pool, join(import.meta.dirname, "../../drizzle"), true);
  await generateUsage(pool, {
    rows: Number(values.rows),
    days: Number(values.days),
    seed: Number(values.seed),
    until: Date.now(),
    timeZone: values.zone,
    say: (text) => console.log(text),
  });
} finally {
  await pool.close();
  if (embedded && !embedded.adopted) await embedded.stop();
}
