import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type DatabasePool, openPool } from "@/infra/postgres/client";
import { createDatabase, type TestDatabase } from "../support/database";

/**
 * A connection that is lost between two statements of a transaction. postgres.js as published throws out of a timer
 * then, which ends the process, or never answers (porsager/postgres#1208); patches/ mends that.
 */

let database: TestDatabase;
let pool: DatabasePool;
let other: DatabasePool;

beforeAll(async () => {
  database = await createDatabase();
  const options = { max: 1, idleTimeoutSeconds: 60, connectTimeoutSeconds: 5, statementTimeoutMs: 10_000 };
  pool = openPool(database.address, { ...options, name: "one" });
  other = openPool(database.address, { ...options, name: "other" });
  await pool.sql`create table kept (n int)`;
});
afterAll(async () => {
  await Promise.all([pool.close(), other.close()]);
  await database.drop();
});

async function loseConnection(pid: number): Promise<void> {
  await other.sql`select pg_terminate_backend(${pid})`;
  await sleep(100);
}

it("a transaction whose connection is lost between two statements fails, and nothing of it is kept", async () => {
  const later: unknown[] = [];
  const begun = pool.sql.begin(async (tx) => {
    const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
    await tx`insert into kept values (1)`;
    await loseConnection(row?.pid ?? 0);
    await tx`insert into kept values (2)`.catch((error: unknown) => later.push(error));
    // The pool has made a connection for others by now: the rest must not be written through that.
    await pool.sql`select 1`;
    await tx`insert into kept values (3)`.catch((error: unknown) => later.push(error));
  });
  await expect(begun).rejects.toThrow(/CONNECTION|terminating/);
  await expect.poll(() => later.length).toBe(2);
  for (const error of later) expect(String(error)).toMatch(/CONNECTION/);
  expect(await pool.sql`select n from kept`).toEqual([]);
});

it("the pool goes on with a new connection, as often as that happens", async () => {
  for (let n = 0; n < 5; n++) {
    const begun = pool.sql.begin(async (tx) => {
      const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
      await loseConnection(row?.pid ?? 0);
      await tx`select 1`;
    });
    await expect(begun).rejects.toThrow();
    expect(await pool.sql`select 1 as one`).toEqual([{ one: 1 }]);
  }
});

it("a statement under way fails, and later ones are answered", async () => {
  const [row] = await pool.sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const slow = pool.sql`select pg_sleep(5)`.catch((error: unknown) => error);
  await loseConnection(row?.pid ?? 0);
  expect(await slow).toBeInstanceOf(Error);
  expect(await pool.sql`select 1 as one`).toEqual([{ one: 1 }]);
});
