/// <reference types="vite/client" />
import { is } from "drizzle-orm";
import { getTableConfig, type PgColumn, PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPool } from "@/infra/postgres/client";
import { migrate, SchemaError } from "@/infra/postgres/migrate";
import { createDatabase, createMigratedDatabase, MIGRATIONS, type TestDatabase } from "../support/database";

/** The migrations, run on an empty database, must make what the Drizzle tables say. */

const modules = import.meta.glob<Record<string, unknown>>("../../src/infra/postgres/tables/*.ts", {
  eager: true,
});
const tables = Object.values(modules)
  .flatMap((module) => Object.values(module))
  .filter((value): value is PgTable => is(value, PgTable));

let database: TestDatabase;

beforeAll(async () => {
  database = await createMigratedDatabase();
});
afterAll(() => database.drop());

const query = <Row>(text: string, ...values: string[]) =>
  database.pool.sql.unsafe(text, values) as unknown as Promise<Row[]>;

describe.each(tables.map((table) => [getTableConfig(table).name, getTableConfig(table)] as const))(
  "%s",
  (name, config) => {
    it("has the columns, with type, nullability and default", async () => {
      const actual = await query<{ name: string; type: string; required: boolean; hasDefault: boolean }>(
        `SELECT attname AS name, format_type(atttypid, atttypmod) AS type, attnotnull AS required,
           (atthasdef OR attidentity <> '') AS "hasDefault"
         FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attname`,
        name,
      );
      const expected = config.columns.map((column) => ({
        name: column.name,
        type: columnType(column),
        required: column.notNull || column.primary || isInPrimaryKey(config, column),
        hasDefault: column.hasDefault || column.generatedIdentity !== undefined,
      }));
      expect(actual.map((row) => ({ ...row }))).toEqual(expected.sort((a, b) => (a.name < b.name ? -1 : 1)));
    });

    it("has the indexes and keys", async () => {
      const actual = await query<{ name: string }>(
        `SELECT relname AS name FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
         WHERE indrelid = $1::regclass ORDER BY relname`,
        name,
      );
      const expected = [
        ...config.indexes.map((index) => index.config.name),
        ...config.primaryKeys.map((key) => key.getName()),
        ...(config.columns.some((column) => column.primary) ? [`${name}_pkey`] : []),
      ];
      expect(actual.map((row) => row.name)).toEqual(expected.sort());
    });

    it("has the checks and foreign keys", async () => {
      const actual = await query<{ name: string }>(
        `SELECT conname AS name FROM pg_constraint
         WHERE conrelid = $1::regclass AND contype IN ('c', 'f') ORDER BY conname`,
        name,
      );
      const expected = [
        ...config.checks.map((check) => check.name),
        ...config.foreignKeys.map((key) => key.getName()),
      ];
      expect(actual.map((row) => row.name)).toEqual(expected.sort());
    });
  },
);

it("has no table the Drizzle schema does not know", async () => {
  const rows = await query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition",
  );
  expect(rows.map((row) => row.name).sort()).toEqual(
    tables.map((table) => getTableConfig(table).name).sort(),
  );
});

it("48: refuses to serve on an older schema unless it may migrate, and on a newer one always", async () => {
  const empty = await createDatabase();
  const pool = openPool(empty.address, {
    name: "migration",
    max: 1,
    idleTimeoutSeconds: 1,
    connectTimeoutSeconds: 5,
    statementTimeoutMs: 0,
  });
  await expect(migrate(pool, MIGRATIONS, false)).rejects.toThrow(SchemaError);
  await migrate(pool, MIGRATIONS, true);
  await expect(migrate(pool, MIGRATIONS, false)).resolves.toMatchObject({ pending: [] });
  await pool.sql`INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('newer', 9999999999999)`;
  await expect(migrate(pool, MIGRATIONS, true)).rejects.toThrow(/newer hub/);
  await pool.close();
  await empty.drop();
});

it("48: lets two hubs that start together take turns", async () => {
  const empty = await createDatabase();
  const pools = [1, 2].map((n) =>
    openPool(empty.address, {
      name: `migration ${n}`,
      max: 1,
      idleTimeoutSeconds: 1,
      connectTimeoutSeconds: 5,
      statementTimeoutMs: 0,
    }),
  );
  const states = await Promise.all(pools.map((pool) => migrate(pool, MIGRATIONS, true)));
  expect(states.map((state) => state.pending)).toEqual([[], []]);
  await Promise.all(pools.map((pool) => pool.close()));
  await empty.drop();
});

function isInPrimaryKey(config: ReturnType<typeof getTableConfig>, column: PgColumn): boolean {
  return config.primaryKeys.some((key) => key.columns.some((member) => member.name === column.name));
}

/** PostgreSQL's own name of a column's type. */
function columnType(column: PgColumn): string {
  const type = column.getSQLType().replace(/\s*,\s*/, ",");
  return type.replace(/^numeric \(/, "numeric(");
}
