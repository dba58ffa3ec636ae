import "server-only";
import type { Sql } from "postgres";

/** Of the given requests the ids of those that are in the log. `createdAt` is ISO 8601. */
export async function findRecorded(
  sql: Sql,
  requests: readonly { readonly id: string; readonly createdAt: string }[],
): Promise<ReadonlySet<string>> {
  if (requests.length === 0) return new Set();
  const times = requests.map(({ createdAt }) => createdAt).sort();
  const rows = await sql<{ id: string }[]>`
    SELECT id FROM requests
    WHERE created_at BETWEEN ${times[0] ?? ""} AND ${times.at(-1) ?? ""}
      AND id = ANY(${requests.map(({ id }) => id)}::uuid[])`;
  return new Set(rows.map(({ id }) => id));
}
