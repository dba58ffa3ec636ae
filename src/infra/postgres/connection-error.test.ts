import { expect, it } from "vitest";
import { openPool } from "./client";
import { isConnectionError } from "./connection-error";

const coded = (code: string, more: object = {}) => Object.assign(new Error(code), { code, ...more });

it.each(["CONNECTION_CLOSED", "ECONNREFUSED", "08006", "53300", "57P03"])("knows %s", (code) => {
  expect(isConnectionError(coded(code))).toBe(true);
  expect(isConnectionError(new Error("a query failed", { cause: coded(code) }))).toBe(true);
});

it.each([
  coded("23505"),
  coded("57014"),
  coded("ENOENT", { syscall: "open" }),
  new Error("no"),
  null,
  "text",
])("takes %s for something else", (error) => {
  expect(isConnectionError(error)).toBe(false);
});

it("knows what a pool says of a server that is not there", async () => {
  const options = {
    name: "test",
    max: 1,
    idleTimeoutSeconds: 1,
    connectTimeoutSeconds: 1,
    statementTimeoutMs: 0,
  };
  const pool = openPool({ kind: "embedded", socketDir: "/nowhere", database: "none" }, options);
  const error: unknown = await pool.sql`SELECT 1`.catch((caught: unknown) => caught);
  expect(isConnectionError(error)).toBe(true);
  await pool.close();
});
