import { createHash } from "node:crypto";
import type { Sql } from "postgres";

/**
 * Runs `work` while holding the database-wide lock of that name; at once, or not at all when another process holds
 * it. The lock belongs to a connection taken from the pool for as long as the work lasts, so it ends with the process.
 *
 * @returns what `work` returned, or undefined when somebody else is at it
 */
export async function withAdvisoryLock<Result>(
  sql: Sql,
  name: string,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  const key = lockKey(name);
  const connection = await sql.reserve();
  try {
    const [row] = await connection`SELECT pg_try_advisory_lock(${key}::bigint) AS taken`;
    if (!row?.taken) return undefined;
    try {
      return await work();
    } finally {
      await connection`SELECT pg_advisory_unlock(${key}::bigint)`;
    }
  } finally {
    connection.release();
  }
}

/** Locks have numbers; a name's is the beginning of its hash. */
function lockKey(name: string): string {
  return createHash("sha256").update(name).digest().readBigInt64BE().toString();
}
