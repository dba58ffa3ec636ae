import "server-only";
import type { LedgerHealth } from "@/services/ledger/ledger";
import type { Runtime } from "./runtime";

/** A part of the hub: whether it works, and what is to be said of it. */
interface Part {
  readonly ok: boolean;
  readonly detail: string | null;
}

const DATABASE_TIMEOUT_MS = 2_000;

/** The state of each part, and whether together they can serve. */
export async function readReadiness(runtime: Runtime) {
  const database = await checkDatabase(runtime);
  const counters = runtime.counters.health();
  const ledger = runtime.ledger.health();
  const parts = {
    database,
    counters,
    migrations: { ok: true, detail: null, applied: runtime.migration.applied },
    journal: {
      ok: journalDetail(ledger) === null,
      detail: journalDetail(ledger),
      ...ledger,
    },
    snapshot: { ok: runtime.snapshot.isLoaded, detail: null },
  };
  // Without its database the hub still relays: the snapshot is in memory and the journal keeps the records. Without
  // counters it falls back. It is unready only while it starts or stops.
  return { ready: !runtime.isShuttingDown() && runtime.snapshot.isLoaded, parts };
}

/** What somebody has to do something about; null when all is well. */
function journalDetail({ problem, databaseProblem, poisonedRecords }: LedgerHealth): string | null {
  if (problem !== null || databaseProblem !== null) return problem ?? databaseProblem;
  return poisonedRecords > 0 ? `${poisonedRecords} records were set aside in journal/poisoned.jsonl` : null;
}

async function checkDatabase({ database }: Runtime): Promise<Part> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer within ${DATABASE_TIMEOUT_MS} ms`)),
      DATABASE_TIMEOUT_MS,
    );
  });
  try {
    await Promise.race([database.sql`SELECT 1`, timeout]);
    return { ok: true, detail: null };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
