import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { type DatabasePool, openPool } from "@/infra/postgres/client";
import { type FakeUpstream, startFakeUpstream } from "../../dev/fake-upstream";
import { type HubProcess, startHubProcess } from "./hub-process";
import { type OwnPostgres, startOwnPostgres } from "./own-services";
import { makeTempDir } from "./temp-dir";

const ENV = {
  ADMIN_TOKEN: "durable-admin-token-0123456789",
  SECRET_KEY: "durable-secret-key-0123456789-0123456789",
  MESSAGE_REQUEST_ASYNC_MAX_PENDING: "100",
};

/** What `/readyz` says of the journal. */
export interface JournalState {
  readonly ok: boolean;
  readonly problem: string | null;
  readonly databaseProblem: string | null;
  readonly pendingRecords: number;
  readonly unreadSegments: number;
  readonly unsavedRecords: number;
  readonly poisonedRecords: number;
  readonly unrecordedRefusals: number;
}

/** Hub processes on a PostgreSQL of the file's own, whose disks and databases fail. Sets up and cleans up by itself. */
export function durableWorld() {
  let postgres: OwnPostgres;
  let upstream: FakeUpstream;
  let pool: DatabasePool;
  let key: string;
  const cleanups: (() => unknown)[] = [];

  const cleanUp = async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  };

  const dataDir = () => {
    const { path, remove } = makeTempDir("durable");
    cleanups.push(remove);
    return path;
  };

  const startHub = async (path: string) => {
    const hub = await startHubProcess({ dataDir: path, env: { ...ENV, DSN: postgres.dsn } });
    cleanups.push(() => hub.child.exitCode ?? hub.child.signalCode ?? hub.stop());
    return hub;
  };

  const send = (hub: HubProcess, stream: boolean) =>
    fetch(`${hub.url}/v1/messages`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-api-key": key },
      body: JSON.stringify({
        ...{ model: "claude-sonnet-4-5", max_tokens: 50, stream },
        messages: [{ role: "user", content: `hello ${Math.random()} ${"filler ".repeat(100)}` }],
      }),
    });

  beforeAll(async () => {
    postgres = await startOwnPostgres();
    upstream = await startFakeUpstream({ record: "none" });
    const hub = await startHub(dataDir());
    await hub.call("providers/addProvider", { name: "fake", url: upstream.url, key: "sk-upstream" });
    const { defaultKey } = await hub.call<{ defaultKey: { key: string } }>("users/addUser", { name: "ann" });
    key = defaultKey.key;
    await cleanUp();
    pool = openPool(
      { kind: "server", dsn: postgres.dsn },
      { name: "test", max: 1, idleTimeoutSeconds: 1, connectTimeoutSeconds: 5, statementTimeoutMs: 0 },
    );
  });
  afterEach(cleanUp);
  afterAll(async () => {
    await pool.close();
    await upstream.close();
    await postgres.remove();
  });

  return {
    dataDir,
    startHub,
    send,
    cleanups,
    get postgres() {
      return postgres;
    },
    get upstream() {
      return upstream;
    },
    get sql() {
      return pool.sql;
    },
    /** Asks `count` times, a few at once; returns the ids of what was answered whole, and the other statuses. */
    async ask(hub: HubProcess, count: number) {
      const ids: string[] = [];
      const refusals: number[] = [];
      let left = count;
      const client = async () => {
        while (left-- > 0) {
          const response = await send(hub, false);
          await response.text();
          if (response.status === 200) ids.push(response.headers.get("x-cch-request-id") ?? "");
          else refusals.push(response.status);
        }
      };
      await Promise.all(Array.from({ length: 8 }, client));
      return { ids, refusals };
    },
    /** Each request stands in the log once, and once in the ledger, sooner or later. */
    async expectOnce(ids: readonly string[]): Promise<void> {
      const wrong = async () => {
        const rows = await pool.sql<{ id: string; rows: number; lines: number }[]>`
          SELECT id, count(DISTINCT requests.created_at)::int AS rows, count(request_id)::int AS lines
          FROM requests LEFT JOIN usage_ledger ON request_id = id GROUP BY id`;
        const found = new Map(rows.map((row) => [row.id, row]));
        return ids.filter((id) => found.get(id)?.rows !== 1 || found.get(id)?.lines !== 1);
      };
      await expect.poll(wrong, { timeout: 20_000, interval: 200 }).toEqual([]);
    },
  };
}

export async function journalOf(hub: HubProcess): Promise<JournalState> {
  const { parts } = (await (await fetch(`${hub.url}/readyz`)).json()) as { parts: { journal: JournalState } };
  return parts.journal;
}

/** How many lines of the hub's log have `text` in them. */
export function linesAbout(hub: HubProcess, text: string): number {
  return hub
    .output()
    .split("\n")
    .filter((line) => line.includes(text)).length;
}
