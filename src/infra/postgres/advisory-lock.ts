import { createHash } from "node:crypto";
import type { Sql } from "postgres";

/**
 * Takes the database-wide lock of that name, at once or not at all. It belongs to a connection taken from the pool for as
 * long as it is held, so it ends with the process.
 *
 * @returns how to give it back, or undefined when another process holds it
 */
export async function takeAdvisoryLock(sql: Sql, name: string): Promise<(() => Promise<void>) | undefined> {
  const key = lockKey(name);
  const connection = await sql.reserve();
  let isTaken = false;
  try {
    const [row] = await connection`SELECT pg_try_advisory_lock(${key}::bigint) AS taken`;
    isTaken = row?.taken === true;
  } finally {
    if (!isTaken) connection.release();
  }
  if (!isTaken) return undefined;
  return async () => {
    try {
      await connection`SELECT pg_advisory_unlock(${key}::bigint)`;
    } finally {
      connection.release();
    }
  };
}

/**
 * Runs `work` while holding the lock of that name; at once, or not at all when another process holds it.
 *
 * @returns what `work` returned, or undefined when somebody else is at it
 */
export async function withAdvisoryLock<Result>(
  sql: Sql,
  name: string,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  const release = await takeAdvisoryLock(sql, name);
  if (!release) return undefined;
  try {
    return await work();
  } finally {
    await release();
  }
}

/** Locks have numbers; a name's is the beginning of its hash. */
function lockKey(name: string): string {
  return createHash("sha256").update(name).digest().readBigInt64BE().toString();
}
