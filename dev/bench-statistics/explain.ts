import type { Sql } from "postgres";

/** Tables that grow with traffic: reading one of them from end to end is always a mistake. */
const BIG = /^(requests|usage_ledger|usage_hourly)/;

interface Plan {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly Plans?: readonly Plan[];
}

/** Below so many rows, reading a partition as a whole is what a planner rightly does: the one of a week just begun. */
const SMALL_ROWS = 100_000;

/** The big tables that a statement would read sequentially. */
export async function sequentialScans(
  sql: Sql,
  query: string,
  params: readonly unknown[],
): Promise<string[]> {
  const explained = await sql.unsafe<{ "QUERY PLAN": readonly { readonly Plan: Plan }[] }[]>(
    `EXPLAIN (FORMAT JSON) ${query}`,
    params as never[],
  );
  const found = explained.flatMap((row) => row["QUERY PLAN"].flatMap(({ Plan }) => scansIn(Plan)));
  const big = await sql<{ name: string }[]>`
    SELECT relname AS name FROM pg_class WHERE relname = ANY(${found}) AND reltuples > ${SMALL_ROWS}`;
  return big.map(({ name }) => name);
}

function scansIn(plan: Plan): string[] {
  const name = plan["Relation Name"];
  const own = plan["Node Type"] === "Seq Scan" && name && BIG.test(name) ? [name] : [];
  return [...own, ...(plan.Plans ?? []).flatMap(scansIn)];
}
