import { closeSync, fstatSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import type { Sql } from "postgres";

/** Tables that grow with traffic: reading one of them from end to end is always a mistake. */
const BIG = /^(requests|usage_ledger|usage_hourly)/;

/** Below so many rows, reading a partition as a whole is what a planner rightly does: the one of a week just begun. */
const SMALL_ROWS = 100_000;

const LOG_NAME = /\.json$/;

interface Plan {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly Plans?: readonly Plan[];
}

/**
 * Makes PostgreSQL write down how it carried out each statement of sessions that begin from now on (`auto_explain`), so
 * that what is judged are the hub's own statements with their own values. Undone by `stopExplaining`.
 */
export async function startExplaining(sql: Sql): Promise<void> {
  await set(sql, "session_preload_libraries", "auto_explain");
  await set(sql, "auto_explain.log_format", "json");
  await set(sql, "log_destination", "jsonlog");
  await set(sql, "auto_explain.log_min_duration", "0");
  await sql`SELECT pg_reload_conf()`;
}

/** Only what is logged while plans are asked for costs time: afterwards calls can be measured. */
export async function stopExplaining(sql: Sql): Promise<void> {
  for (const name of ["auto_explain.log_min_duration", "auto_explain.log_format", "log_destination"]) {
    await sql.unsafe(`ALTER SYSTEM RESET ${name}`);
  }
  await sql.unsafe("ALTER SYSTEM RESET session_preload_libraries");
  await sql`SELECT pg_reload_conf()`;
}

async function set(sql: Sql, name: string, value: string): Promise<void> {
  // A library's settings are unknown until it is loaded, and may not be set by ALTER SYSTEM before.
  if (name.startsWith("auto_explain.")) await sql.unsafe("LOAD 'auto_explain'");
  await sql.unsafe(`ALTER SYSTEM SET ${name} = '${value}'`);
}

/** The plans that PostgreSQL wrote since the last time. */
export class PlanLog {
  private readonly folder: string;
  private readonly seen = new Map<string, number>();

  /** @param dataDir of the hub, with its embedded database */
  constructor(dataDir: string) {
    this.folder = join(dataDir, "postgres", "log");
    this.readNew();
  }

  /** The big tables that statements logged meanwhile read sequentially. */
  async sequentialScans(sql: Sql): Promise<string[]> {
    const found = this.readNew()
      .flatMap((line) => planIn(line) ?? [])
      .flatMap(scansIn);
    const big = await sql<{ name: string }[]>`
      SELECT relname AS name FROM pg_class WHERE relname = ANY(${[...new Set(found)]}) AND reltuples > ${SMALL_ROWS}`;
    return big.map(({ name }) => name);
  }

  private readNew(): string[] {
    return readdirSync(this.folder)
      .filter((name) => LOG_NAME.test(name))
      .flatMap((name) => {
        const text = readFrom(join(this.folder, name), this.seen.get(name) ?? 0);
        this.seen.set(name, (this.seen.get(name) ?? 0) + Buffer.byteLength(text));
        return text.split("\n");
      });
  }
}

function readFrom(path: string, offset: number): string {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(file).size - offset));
    readSync(file, bytes, 0, bytes.length, offset);
    // Half a line is for the next time.
    return bytes.subarray(0, bytes.lastIndexOf(10) + 1).toString();
  } finally {
    closeSync(file);
  }
}

function planIn(line: string): Plan | null {
  if (!line.includes("plan:\\n")) return null;
  const { message = "" } = JSON.parse(line) as { message?: string };
  const explained = JSON.parse(message.slice(message.indexOf("plan:\n") + 6)) as { readonly Plan: Plan };
  return explained.Plan;
}

function scansIn(plan: Plan): string[] {
  const name = plan["Relation Name"];
  const own = plan["Node Type"] === "Seq Scan" && name && BIG.test(name) ? [name] : [];
  return [...own, ...(plan.Plans ?? []).flatMap(scansIn)];
}
