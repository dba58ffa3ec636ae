import { drizzle } from "drizzle-orm/postgres-js";
import type { Sql } from "postgres";
import type { Db } from "@/repository/db";
import { percentile } from "../bench/percentile";
import { sequentialScans } from "./explain";

/** Something the dashboard asks, and how long it may take. */
export interface Question {
  readonly name: string;
  readonly budgetMs: number;
  /** Asked once per round; the round's number makes each a little different. */
  readonly ask: (db: Db, round: number) => Promise<unknown>;
}

export interface Measured {
  readonly name: string;
  readonly budgetMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Big tables that one of its statements reads from end to end. */
  readonly scans: readonly string[];
}

const WARM_UP = 2;

export async function measure(
  sql: Sql,
  { name, budgetMs, ask }: Question,
  rounds: number,
): Promise<Measured> {
  const times: number[] = [];
  const statements = new Map<string, readonly unknown[]>();
  const logger = { logQuery: (query: string, params: unknown[]) => void statements.set(query, params) };
  const watched = drizzle(sql, { logger });
  const plain = drizzle(sql);
  for (let round = 0; round < WARM_UP; round++) await ask(watched, round);
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now();
    await ask(plain, round);
    times.push(performance.now() - startedAt);
  }
  const scans: string[] = [];
  for (const [query, params] of statements) scans.push(...(await sequentialScans(sql, query, params)));
  return { name, budgetMs, p50Ms: percentile(times, 0.5), p95Ms: percentile(times, 0.95), scans };
}
