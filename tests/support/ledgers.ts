import type { LedgerEntry } from "../../dev/fake-upstream";
import type { TestHub } from "./hub";

/** What one answer used, as a ledger's columns name it. */
type Line = Readonly<Record<string, unknown>>;

/** The hub's ledger beside its upstream's own: after every test they say the same. */
export interface Ledgers {
  /** Forgets what was used so far, on both sides. */
  readonly restart: () => Promise<void>;
  /** What was used since, by the hub. */
  readonly ofHub: () => Promise<Line[]>;
  /** What was used since, by the upstream. */
  readonly ofUpstream: () => Line[];
}

export function ledgersOf({ runtime, database, upstream }: TestHub): Ledgers {
  let seen = new Set<unknown>();
  const rows = async () => {
    await runtime.ledger.flush();
    return database.pool.sql`
      SELECT request_id AS "requestId", model, input_tokens::int AS "inputTokens",
        cache_read_tokens::int AS "cacheReadTokens", cache_write_5m_tokens::int AS "cacheWrite5mTokens",
        cache_write_1h_tokens::int AS "cacheWrite1hTokens", output_tokens::int AS "outputTokens",
        reasoning_tokens::int AS "reasoningTokens", is_estimated AS "isEstimated"
      FROM usage_ledger`;
  };
  return {
    async restart() {
      upstream.reset();
      seen = new Set((await rows()).map(({ requestId }) => requestId));
    },
    async ofHub() {
      const lines = (await rows()).filter(({ requestId }) => !seen.has(requestId));
      return sorted(lines.map(({ requestId: _, ...line }) => line));
    },
    // Counting is free, and nothing of it stands in either ledger.
    ofUpstream: () => sorted(upstream.ledger.map(lineOf)),
  };
}

function lineOf({ model, usage }: LedgerEntry): Line {
  return { model, ...usage, isEstimated: false };
}

function sorted(lines: Line[]): Line[] {
  const text = (line: Line) => JSON.stringify(Object.entries(line).sort());
  return lines.sort((a, b) => text(a).localeCompare(text(b)));
}
