import { afterAll, beforeAll, expect, it } from "vitest";
import { openPool } from "@/infra/postgres/client";
import { type ChangeListener, listenForChanges } from "@/infra/postgres/notify";
import { createDatabase, type TestDatabase } from "../support/database";

/** A notification that was missed is made up for, however the line was lost. */

const OPTIONS = { max: 1, idleTimeoutSeconds: 0, connectTimeoutSeconds: 5, statementTimeoutMs: 0 };

let database: TestDatabase;
let listener: ChangeListener;
let heard: (string | null)[] = [];
let deaf = 0;

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

async function listen(beatIntervalMs: number): Promise<void> {
  heard = [];
  deaf = 0;
  listener = await listenForChanges({
    ...{ sql: database.pool.sql, beatIntervalMs },
    connect: () => openPool(database.address, { ...OPTIONS, name: "listener" }),
    onChange: (table) => heard.push(table),
    onDeaf: () => deaf++,
  });
  expect(heard).toEqual([null]);
}

async function listenerPid(): Promise<number> {
  const [row] = await database.pool.sql<{ pid: number }[]>`
    SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND query ILIKE 'listen%' ORDER BY backend_start DESC LIMIT 1`;
  return row?.pid ?? 0;
}

const announce = (table: string) => database.pool.sql.notify("configuration_changed", table);

it("tells changes in order, and nothing of what it tells itself", async () => {
  await listen(20);
  await announce("users");
  await announce("providers");
  await expect.poll(() => heard).toEqual([null, "users", "providers"]);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect([heard.length, deaf]).toEqual([3, 0]);
  await listener.close();
});

it("says that anything may have changed when its connection was cut and made again", async () => {
  await listen(60_000);
  await database.pool.sql`SELECT pg_terminate_backend(${await listenerPid()})`;
  await announce("users");
  await expect.poll(() => heard.at(-1) === null && heard.length > 1, { timeout: 5_000 }).toBe(true);
  await announce("providers");
  await expect.poll(() => heard.at(-1)).toBe("providers");
  await listener.close();
});

it("notices a connection that is dead and says nothing, and listens on another one", async () => {
  await listen(300);
  const pid = await listenerPid();
  process.kill(pid, "SIGSTOP");
  try {
    await announce("users");
    await expect.poll(() => deaf, { timeout: 10_000 }).toBeGreaterThan(0);
    await expect.poll(() => heard.length, { timeout: 10_000 }).toBeGreaterThan(1);
    expect(heard[1]).toBe(null);
    await announce("providers");
    await expect.poll(() => heard.includes("providers"), { timeout: 10_000 }).toBe(true);
  } finally {
    process.kill(pid, "SIGCONT");
  }
  await listener.close();
});
