import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Sql } from "postgres";
import { openPool } from "@/infra/postgres/client";
import { startEmbeddedPostgres } from "@/infra/postgres/embedded";
import { migrate } from "@/infra/postgres/migrate";
import { generateUsage } from "../generate-usage/generate-usage";
import { type Measured, measure } from "./measure";
import { questions } from "./questions";
import type { Sample } from "./sample";

/**
 * `npm run bench:statistics -- [--rows 5000000] [--data DIR] [--rounds 20] [--only text]`: what the dashboard asks of a
 * database full of usage, how long it takes and whether a big table is read from end to end. The database stays in DIR
 * and is filled once; the figures of the report are at 5 million rows.
 */
const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "5000000" },
    data: { type: "string", default: join(import.meta.dirname, "../../data/bench-statistics") },
    rounds: { type: "string", default: "20" },
    zone: { type: "string", default: "Asia/Shanghai" },
    only: { type: "string", default: "" },
  },
});

mkdirSync(values.data, { recursive: true });
const embedded = await startEmbeddedPostgres(values.data);
const address = { kind: "embedded", socketDir: embedded.socketDir, database: "postgres" } as const;
const options = { max: 1, idleTimeoutSeconds: 0, connectTimeoutSeconds: 30, statementTimeoutMs: 0 };
try {
  await fill();
  // As the hub's own pool is, where it matters: several parts of a question are asked at once.
  const pool = openPool(address, { ...options, name: "bench", max: 4 });
  const measured: Measured[] = [];
  for (const question of questions(await sampleOf(pool.sql))) {
    if (!question.name.includes(values.only)) continue;
    const result = await measure(pool.sql, question, Number(values.rounds));
    measured.push(result);
    print(result);
  }
  await pool.close();
  const missed = measured.filter((result) => !isPassed(result));
  console.log(`${measured.length - missed.length} of ${measured.length} within their budget, without a scan`);
  process.exitCode = missed.length === 0 ? 0 : 1;
} finally {
  if (!embedded.adopted) await embedded.stop();
}

async function fill(): Promise<void> {
  const pool = openPool(address, { ...options, name: "generator" });
  await migrate(pool, join(import.meta.dirname, "../../drizzle"), true);
  const [known] = await pool.sql`SELECT 1 FROM requests LIMIT 1`;
  if (!known) {
    await generateUsage(pool, {
      ...{ rows: Number(values.rows), days: 90, seed: 1, until: Date.now(), timeZone: values.zone },
      say: (text) => console.log(text),
    });
  }
  await pool.close();
}

async function sampleOf(sql: Sql): Promise<Sample> {
  const [newest] = await sql<{ at: number }[]>`
    SELECT (extract(epoch FROM max(created_at)) * 1000)::float8 AS at FROM requests`;
  const now = newest?.at ?? 0;
  const some = await sql<{ id: string; session_id: string | null }[]>`
    SELECT id, session_id FROM requests WHERE created_at < ${new Date(now - 40 * 86_400_000).toISOString()}
    ORDER BY created_at DESC LIMIT 50`;
  const ids = async (table: string) =>
    (await sql<{ id: number }[]>`SELECT id FROM ${sql(table)} ORDER BY id`).map(({ id }) => id);
  return {
    now,
    timeZone: values.zone,
    userIds: await ids("users"),
    keyIds: await ids("api_keys"),
    providerIds: await ids("providers"),
    sessionIds: some.flatMap(({ session_id }) => (session_id === null ? [] : [session_id])),
    requestIds: some.map(({ id }) => id),
  };
}

function isPassed({ p95Ms, budgetMs, scans }: Measured): boolean {
  return p95Ms <= budgetMs && scans.length === 0;
}

function print(result: Measured): void {
  const { name, budgetMs, p50Ms, p95Ms, scans } = result;
  const times = `p50 ${p50Ms.toFixed(1).padStart(7)}  p95 ${p95Ms.toFixed(1).padStart(7)} of ${budgetMs} ms`;
  const scanned = scans.length > 0 ? `  reads all of ${scans.join(", ")}` : "";
  console.log(`${isPassed(result) ? "pass" : "MISS"}  ${name.padEnd(42)} ${times}${scanned}`);
}
