import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPool } from "@/infra/postgres/client";
import { migrate } from "@/infra/postgres/migrate";
import { ensurePartitions } from "@/infra/postgres/partitions";
import { createDatabase, MIGRATIONS, type TestDatabase } from "../support/database";
import { startReplica, startTestHub, type TestCaller, type TestHub } from "../support/hub";
import { makeTempDir } from "../support/temp-dir";

/** An update in a real installation: the database is full of what an older hub has written. */

interface Journal {
  readonly entries: readonly { readonly idx: number; readonly when: number; readonly tag: string }[];
}

const JOURNAL = join("meta", "_journal.json");
const journal: Journal = JSON.parse(readFileSync(join(MIGRATIONS, JOURNAL), "utf8"));

/** Derived sums, whose kinds have changed: a hub makes those of its own when it starts. */
const MADE_ANEW = "usage_daily";

const body = { model: "claude-sonnet-4-5", max_tokens: 100, messages: [{ role: "user", content: "hello" }] };

let hub: TestHub;
let caller: TestCaller;
const temp = makeTempDir("migrations");

beforeAll(async () => {
  hub = await startTestHub();
  await hub.addProvider();
  caller = await hub.addCaller({ dailyQuota: 5 });
  await hub.call("sensitive-words/createSensitiveWordAction", { word: "swordfish", matchType: "contains" });
  for (let n = 0; n < 3; n++) {
    expect((await hub.post("/v1/messages", caller.key, body)).status).toBe(200);
  }
  await hub.runtime.ledger.flush();
});
afterAll(async () => {
  await hub.close();
  temp.remove();
});

it("48: migrations go forward: each is newer than the one before, and drizzle applies what is newer", () => {
  const times = journal.entries.map(({ when }) => when);
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
});

describe.each(journal.entries.slice(0, -1))("48: from $tag, with data", ({ idx }) => {
  let older: TestDatabase;

  beforeAll(async () => {
    older = await createDatabase();
    await migrateTo(older, foldersOf(idx));
    await fill(older, hub.database);
  });
  afterAll(() => older.drop());

  it("keeps every row, and serves whom the older hub served", async () => {
    const before = await contents(older);
    expect(before.get("requests")).toHaveLength(3);
    await migrateTo(older, MIGRATIONS);
    for (const [table, rows] of before) {
      if (table === MADE_ANEW) continue;
      const columns = Object.keys(rows[0] ?? {});
      const after = (await rowsOf(older, table)).map((row) => columns.map((column) => row[column]));
      const kept = rows.map((row) => columns.map((column) => row[column]));
      expect(inOrder(after), table).toEqual(inOrder(kept));
    }
    const updated = await startReplica({ env: { ...hub.env, DSN: older.dsn } });
    try {
      expect((await updated.post("/v1/messages", caller.key, body)).status).toBe(200);
      await updated.runtime.ledger.flush();
      expect(await rowsOf(older, "requests")).toHaveLength(4);
    } finally {
      await updated.close();
    }
  });
});

/** The migrations up to one, as an older hub had them. */
function foldersOf(last: number): string {
  const folder = join(temp.path, String(last));
  cpSync(MIGRATIONS, folder, { recursive: true });
  const entries = journal.entries.filter(({ idx }) => idx <= last);
  writeFileSync(join(folder, JOURNAL), JSON.stringify({ ...journal, entries }));
  return folder;
}

async function migrateTo({ address }: TestDatabase, folder: string): Promise<void> {
  const timeouts = { idleTimeoutSeconds: 1, connectTimeoutSeconds: 5, statementTimeoutMs: 0 };
  const pool = openPool(address, { name: "migration", max: 1, ...timeouts });
  try {
    await migrate(pool, folder, true);
    await ensurePartitions(pool.sql, Date.now(), 2);
  } finally {
    await pool.close();
  }
}

/** What the older schema has a place for of what a hub has written. */
async function fill(older: TestDatabase, { pool }: TestDatabase): Promise<void> {
  const tables = await tablesOf(older);
  await older.pool.sql.begin(async (sql) => {
    // Rows come table by table, and not in the order in which they refer to each other.
    await sql`SET LOCAL session_replication_role = replica`;
    for (const table of tables) {
      if (table === MADE_ANEW) {
        const day = { zone: "UTC", scope: "model", day: "2026-01-01", subject_id: 0, model: body.model };
        await sql`INSERT INTO ${sql(table)} ${sql(day)}`;
        continue;
      }
      const [rows] =
        await pool.sql`SELECT coalesce(json_agg(t), '[]')::text AS json FROM ${pool.sql(table)} AS t`;
      await sql`DELETE FROM ${sql(table)}`;
      await sql`
        INSERT INTO ${sql(table)} OVERRIDING SYSTEM VALUE
        SELECT * FROM json_populate_recordset(NULL::${sql(table)}, ${rows?.json}::text::json)`;
    }
  });
}

async function contents(database: TestDatabase): Promise<Map<string, Row[]>> {
  const found = new Map<string, Row[]>();
  for (const table of await tablesOf(database)) found.set(table, await rowsOf(database, table));
  return found;
}

type Row = Record<string, unknown>;

async function rowsOf({ pool }: TestDatabase, table: string): Promise<Row[]> {
  const rows = await pool.sql`SELECT to_jsonb(t) AS row FROM ${pool.sql(table)} AS t`;
  return rows.map(({ row }) => row as Row);
}

const inOrder = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).sort();

async function tablesOf({ pool }: TestDatabase): Promise<string[]> {
  const rows = await pool.sql`
    SELECT relname AS name FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY 1`;
  return rows.map(({ name }) => String(name));
}
