import type { Sql } from "postgres";

/** Whom the generated usage is of, as arrays of ids. */
export interface People {
  readonly users: readonly number[];
  /** The keys of the user at the same place, `KEYS_PER_USER` of each. */
  readonly keys: readonly number[];
  readonly providers: readonly number[];
  readonly priceId: number;
}

export const USERS = 200;
export const KEYS_PER_USER = 2;
export const PROVIDERS = 30;

/** Creates users, keys that open nothing, providers that answer nobody, and a price. */
export async function createPeople(sql: Sql): Promise<People> {
  const users = await sql<{ id: number }[]>`
    INSERT INTO users (name) SELECT 'generated ' || n FROM generate_series(1, ${USERS}::int) AS n RETURNING id`;
  const userIds = users.map(({ id }) => id);
  const keys = await sql<{ id: number }[]>`
    INSERT INTO api_keys (user_id, name, hash, prefix)
    SELECT user_id, 'key ' || n, encode(sha256((user_id || ':' || n || ':' || random())::bytea), 'hex'), 'sk-generated'
    FROM unnest(${userIds}::int[]) WITH ORDINALITY AS owner(user_id, place), generate_series(1, ${KEYS_PER_USER}::int) AS n
    ORDER BY place, n RETURNING id`;
  const providers = await sql<{ id: number }[]>`
    INSERT INTO providers (name, url, secret, secret_hint, is_enabled)
    SELECT 'generated ' || n, 'http://127.0.0.1:9', '', '', false FROM generate_series(1, ${PROVIDERS}::int) AS n
    RETURNING id`;
  const [price] = await sql<{ id: number }[]>`
    INSERT INTO model_prices (model, source, price_data, content_hash)
    VALUES ('generated', 'builtin', '{}', md5(random()::text)) RETURNING id::int`;
  if (!price) throw new Error("insert returned no row");
  return {
    users: userIds,
    keys: keys.map(({ id }) => id),
    providers: providers.map(({ id }) => id),
    priceId: price.id,
  };
}

/** Those that were created before. */
export async function findPeople(sql: Sql): Promise<People> {
  const ids = (rows: readonly { id: number }[]) => rows.map(({ id }) => id);
  const [price] = await sql<
    { id: number }[]
  >`SELECT id::int FROM model_prices WHERE model = 'generated' LIMIT 1`;
  if (!price) throw new Error("nothing was generated here");
  return {
    users: ids(await sql`SELECT id FROM users WHERE name LIKE 'generated %' ORDER BY id`),
    keys: ids(
      await sql`
      SELECT api_keys.id FROM api_keys JOIN users ON users.id = user_id WHERE users.name LIKE 'generated %' ORDER BY api_keys.id`,
    ),
    providers: ids(await sql`SELECT id FROM providers WHERE name LIKE 'generated %' ORDER BY id`),
    priceId: price.id,
  };
}
