import { expect } from "vitest";
import { openPool } from "@/infra/postgres/client";
import { createRedis } from "@/infra/redis/client";
import { RedisCounters } from "@/infra/redis/counters";
import { percentile } from "../../dev/bench/percentile";
import type { LedgerEntry } from "../../dev/fake-upstream";
import type { Freeze, Span } from "./outage-faults";
import type { Sent } from "./outage-load";
import type { OutageWorld } from "./outage-world";

interface Row {
  readonly number: number;
  readonly outcome: string;
  readonly errorCode: string | null;
  readonly firstByteMs: number | null;
  readonly createdAt: number;
}

interface Line {
  readonly number: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly isEstimated: boolean;
}

/** What the hubs wrote down. */
export interface Books {
  readonly rows: readonly Row[];
  readonly lines: readonly Line[];
  /** USD by the ledger, by the roll-up, and by the counters of the user. */
  readonly sums: { readonly ledger: number; readonly rollup: number; readonly counters: number };
}

/** Waits until nothing is under way any more: journals empty, services in use. */
export async function settled({ replicas }: OutageWorld): Promise<void> {
  for (const { process } of replicas) {
    const state = async () => {
      const { parts } = (await (await fetch(`${process?.url}/readyz`)).json()) as {
        parts: Record<string, Record<string, unknown>>;
      };
      const { journal, counters, database } = parts;
      return { journal, mode: counters?.mode, database: database?.ok };
    };
    await expect.poll(state, { timeout: 30_000, interval: 100 }).toMatchObject({
      ...{ mode: "redis", database: true },
      journal: {
        pendingRecords: 0,
        unreadSegments: 0,
        databaseProblem: null,
        problem: null,
        poisonedRecords: 0,
      },
    });
  }
}

export async function readBooks({ postgres, redis, redisPrefix, userId }: OutageWorld): Promise<Books> {
  const pool = openPool(
    { kind: "server", dsn: postgres.dsn },
    { name: "test", max: 1, idleTimeoutSeconds: 1, connectTimeoutSeconds: 5, statementTimeoutMs: 0 },
  );
  const rows = await pool.sql<Row[]>`
    SELECT split_part(user_agent, '/', 2)::int AS number, outcome, error_code AS "errorCode",
      first_byte_ms AS "firstByteMs", extract(epoch FROM created_at)::float8 * 1000 AS "createdAt"
    FROM requests WHERE user_agent LIKE 'outage/%'`;
  const lines = await pool.sql<Line[]>`
    SELECT split_part(user_agent, '/', 2)::int AS number, input_tokens::int AS "inputTokens",
      output_tokens::int AS "outputTokens", is_estimated AS "isEstimated"
    FROM usage_ledger LEFT JOIN requests ON id = request_id`;
  const [usd] = await pool.sql<{ ledger: number; rollup: number }[]>`
    SELECT (SELECT sum(cost_usd) FROM usage_ledger)::float8 AS ledger,
      (SELECT sum(cost_usd) FROM usage_hourly)::float8 AS rollup`;
  await pool.close();
  const connection = createRedis({
    ...{ url: redis.url, tlsRejectUnauthorized: true, keyPrefix: redisPrefix, connectionName: "test" },
  });
  await connection.connect();
  const total = { kind: "fixed", key: `user:${userId}:total@0`, expiresAt: null } as const;
  const [nanoUsd = 0] = await new RedisCounters(connection).read([total], Date.now());
  connection.disconnect();
  return {
    rows,
    lines,
    sums: { ledger: usd?.ledger ?? 0, rollup: usd?.rollup ?? 0, counters: nanoUsd / 1e9 },
  };
}

const byNumber = <Entry>(entries: readonly Entry[], numberOf: (entry: Entry) => number) => {
  const found = new Map<number, Entry[]>();
  for (const entry of entries) found.set(numberOf(entry), [...(found.get(numberOf(entry)) ?? []), entry]);
  return found;
};

/** All that is known of one request. */
interface Case {
  readonly sent: Sent;
  readonly rows: readonly Row[];
  readonly lines: readonly Line[];
  readonly billed: readonly LedgerEntry[];
}

/** Where clients, upstream and hubs disagree; a line each. */
export function disagreements(
  sent: readonly Sent[],
  { rows, lines }: Books,
  { upstream }: OutageWorld,
): string[] {
  const rowsOf = byNumber(rows, ({ number }) => number);
  const linesOf = byNumber(lines, ({ number }) => number);
  const billedOf = byNumber(upstream.ledger, ({ usage }) => usage.inputTokens);
  const found = sent.flatMap((request) => {
    const { number, status, isWhole, metKill } = request;
    const wrong = wrongWith({
      sent: request,
      rows: rowsOf.get(number) ?? [],
      lines: linesOf.get(number) ?? [],
      billed: billedOf.get(number) ?? [],
    });
    return wrong ? [`${number} (${isWhole ? "whole" : status}${metKill ? ", kill" : ""}): ${wrong}`] : [];
  });
  const known = new Set(sent.map(({ number }) => number));
  const strangers = lines.filter(({ number }) => !known.has(number));
  return [...found, ...strangers.map((line) => `whose is ${JSON.stringify(line)}?`)];
}

function wrongWith({ sent, rows, lines, billed }: Case): string | null {
  const [row] = rows;
  const counts = [rows.length, lines.length, billed.length];
  if (Math.max(...counts) > 1) return `rows, lines, calls: ${counts.join(", ")}`;
  if (!sent.isWhole && !sent.metKill) return "failed, though nobody killed its hub";
  if (sent.isWhole && row?.outcome !== "completed") return `recorded as ${row?.outcome ?? "nothing"}`;
  return row?.errorCode === "interrupted"
    ? wrongWithInterrupted(sent, lines)
    : wrongWithMoney(row, lines, billed);
}

/** Of what was cut by a kill the hub knows that the prompt was sent, and nobody knows what else. */
function wrongWithInterrupted({ metKill }: Sent, [line]: readonly Line[]): string | null {
  if (!metKill) return "interrupted, though nobody killed its hub";
  return line?.isEstimated ? null : "interrupted, and nothing estimated";
}

function wrongWithMoney(
  row: Row | undefined,
  [line]: readonly Line[],
  [billed]: readonly LedgerEntry[],
): string | null {
  if (!billed) return line ? "billed by nobody but the hub" : null;
  if (!row || !line) return `billed by the upstream; ${row ? "not in the ledger" : "in no row"}`;
  const { inputTokens, outputTokens } = billed.usage;
  const isSame = line.inputTokens === inputTokens && line.outputTokens === outputTokens && !line.isEstimated;
  return isSame ? null : `the ledger has ${JSON.stringify(line)}`;
}

/** By how much requests waited longer for their first byte while Redis was frozen, at the 99th percentile, in ms. */
export function addedByFreeze({ rows }: Books, { before, frozen }: Freeze): number {
  const p99 = ({ from, to }: Span) =>
    percentile(
      rows.flatMap(({ createdAt, firstByteMs }) =>
        createdAt >= from && createdAt < to && firstByteMs !== null ? [firstByteMs] : [],
      ),
      0.99,
    );
  return p99(frozen) - p99(before);
}
