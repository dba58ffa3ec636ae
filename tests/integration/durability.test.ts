import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { MemoryCounters } from "@/infra/counters/memory";
import { type DatabasePool, openPool } from "@/infra/postgres/client";
import { type FakeUpstream, startFakeUpstream } from "../../dev/fake-upstream";
import { type HubProcess, startHubProcess } from "../support/hub-process";
import { type OwnPostgres, startOwnPostgres } from "../support/own-services";
import { quotaWorld } from "../support/quota-world";
import { canMount, mountSmallDisk } from "../support/small-disk";
import { makeTempDir } from "../support/temp-dir";

/** What a hub does when its disk or its database fails it: nothing is lost, nothing is double, and it says so. */

const ENV = {
  ADMIN_TOKEN: "durable-admin-token-0123456789",
  SECRET_KEY: "durable-secret-key-0123456789-0123456789",
  MESSAGE_REQUEST_ASYNC_MAX_PENDING: "100",
};

let postgres: OwnPostgres;
let upstream: FakeUpstream;
let pool: DatabasePool;
let key: string;
const cleanups: (() => unknown)[] = [];

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

async function cleanUp(): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}

function dataDir(): string {
  const { path, remove } = makeTempDir("durable");
  cleanups.push(remove);
  return path;
}

async function startHub(path: string): Promise<HubProcess> {
  const hub = await startHubProcess({ dataDir: path, env: { ...ENV, DSN: postgres.dsn } });
  cleanups.push(() => hub.child.exitCode ?? hub.child.signalCode ?? hub.stop());
  return hub;
}

/** Asks `count` times, a few at once; returns the ids of what was answered whole, and the other statuses. */
async function ask(hub: HubProcess, count: number) {
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
}

const send = (hub: HubProcess, stream: boolean) =>
  fetch(`${hub.url}/v1/messages`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": key },
    body: JSON.stringify({
      ...{ model: "claude-sonnet-4-5", max_tokens: 50, stream },
      messages: [{ role: "user", content: `hello ${Math.random()} ${"filler ".repeat(100)}` }],
    }),
  });

interface JournalState {
  readonly ok: boolean;
  readonly problem: string | null;
  readonly databaseProblem: string | null;
  readonly pendingRecords: number;
  readonly unreadSegments: number;
  readonly unsavedRecords: number;
  readonly poisonedRecords: number;
  readonly unrecordedRefusals: number;
}

async function journalOf(hub: HubProcess): Promise<JournalState> {
  const { parts } = (await (await fetch(`${hub.url}/readyz`)).json()) as { parts: { journal: JournalState } };
  return parts.journal;
}

/** How often each request stands in the log and in the ledger. */
async function expectOnce(ids: readonly string[]): Promise<void> {
  const counted = async () => {
    const rows = await pool.sql<{ id: string; rows: number; lines: number }[]>`
      SELECT id, count(DISTINCT requests.created_at)::int AS rows, count(request_id)::int AS lines
      FROM requests LEFT JOIN usage_ledger ON request_id = id GROUP BY id`;
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.filter((id) => found.get(id)?.rows !== 1 || found.get(id)?.lines !== 1);
  };
  await expect.poll(counted, { timeout: 20_000, interval: 200 }).toEqual([]);
}

const linesAbout = (hub: HubProcess, text: string) =>
  hub
    .output()
    .split("\n")
    .filter((line) => line.includes(text)).length;

/** How a journal's folder fails its hub, and what mends it. */
interface DiskFault {
  readonly code: string;
  readonly make: () => void;
  readonly mend: () => void;
}

async function stopsNobody(path: string, { code, make, mend }: DiskFault): Promise<void> {
  const hub = await startHub(path);
  const before = await ask(hub, 5);
  await expect.poll(async () => (await journalOf(hub)).pendingRecords).toBe(0);
  make();
  // The first may still go where the hub has its file open.
  await expect
    .poll(async () => (await ask(hub, 1)) && (await journalOf(hub)).problem, { timeout: 10_000 })
    .toBe(code);
  const during = await ask(hub, 60);
  expect(during.refusals).toEqual([]);
  // A client that has its answer has it recorded: by the database, where the disk will not.
  await expectOnce([...before.ids, ...during.ids]);
  expect(await journalOf(hub)).toMatchObject({ ok: false, problem: code, unsavedRecords: 0 });
  mend();
  await expect.poll(async () => (await journalOf(hub)).problem, { timeout: 10_000 }).toBe(null);
  await expectOnce((await ask(hub, 5)).ids);
  const told = () => [linesAbout(hub, "refuses records"), linesAbout(hub, "takes records again")];
  await expect.poll(told).toEqual([1, 1]);
}

it("a folder that cannot be written stops nobody, is told once, and is used again when it can be", async () => {
  const path = dataDir();
  const folder = join(path, "journal");
  await stopsNobody(path, {
    code: "ENOTDIR",
    make() {
      renameSync(folder, `${folder}.moved`);
      writeFileSync(folder, "");
    },
    mend: () => rmSync(folder),
  });
});

describe.skipIf(!canMount)("a disk", () => {
  it("that is full stops nobody, is told once, and is used again when there is room", async () => {
    const path = dataDir();
    const disk = mountSmallDisk(join(path, "journal"));
    cleanups.push(disk.unmount);
    await stopsNobody(path, { code: "ENOSPC", make: disk.fill, mend: disk.free });
  });

  it("that is full, with a database that is away and a full memory, lets nobody in and loses nothing", async () => {
    const path = dataDir();
    const disk = mountSmallDisk(join(path, "journal"));
    cleanups.push(disk.unmount);
    const hub = await startHub(path);
    await ask(hub, 1);
    disk.fill();
    await postgres.stop();
    const { ids, refusals } = await ask(hub, 400);
    expect(ids.length).toBeGreaterThanOrEqual(100);
    expect([...new Set(refusals)]).toEqual([503]);
    const state = await journalOf(hub);
    expect(state).toMatchObject({ ok: false, problem: "ENOSPC", databaseProblem: expect.any(String) });
    expect(state.unrecordedRefusals).toBe(refusals.length);
    expect(state.pendingRecords).toBeLessThan(220);
    await postgres.start();
    await expectOnce(ids);
    expect((await ask(hub, 3)).refusals).toEqual([]);
    expect(await journalOf(hub)).toMatchObject({ databaseProblem: null });
  });

  it("that is read-only lets no hub start", async () => {
    const path = dataDir();
    const disk = mountSmallDisk(join(path, "journal"));
    cleanups.push(disk.unmount);
    disk.makeReadOnly();
    await expect(startHub(path)).rejects.toThrow(
      /Cannot start: cannot keep the journal in .* \(EROFS\); make it/,
    );
  });
});

describe("a database that is away", () => {
  it("for long costs bounded memory, and what waited on disk is written once it is back, kill or no kill", async () => {
    const path = dataDir();
    const hub = await startHub(path);
    await postgres.stop();
    const first = await ask(hub, 300);
    expect(first.refusals).toEqual([]);
    const state = await journalOf(hub);
    expect(state).toMatchObject({ ok: false, databaseProblem: expect.any(String), unsavedRecords: 0 });
    expect(state.pendingRecords).toBeLessThanOrEqual(100);
    expect(state.unreadSegments).toBeGreaterThan(0);
    await expect.poll(() => linesAbout(hub, "the ledger cannot be written")).toBe(1);
    await hub.stop("SIGKILL");
    await postgres.start();
    const next = await startHub(path);
    await expectOnce(first.ids);
    expect(await journalOf(next)).toMatchObject({ ok: true, pendingRecords: 0, unreadSegments: 0 });

    // Without a kill in between.
    await postgres.stop();
    const second = await ask(next, 300);
    await postgres.start();
    await expectOnce([...first.ids, ...second.ids]);
    await expect
      .poll(() => journalOf(next))
      .toMatchObject({ ok: true, pendingRecords: 0, unreadSegments: 0 });
    await expect.poll(() => linesAbout(next, "the ledger can be written again")).toBe(1);
  });
});

describe("what a killed hub leaves behind", () => {
  it("1: a request that ran is recorded as interrupted, with what its prompt cost", async () => {
    const path = dataDir();
    const hub = await startHub(path);
    upstream.enqueue({ text: "slow ".repeat(50), chunks: 50, delays: { betweenChunksMs: 200 } });
    const response = await send(hub, true);
    const id = response.headers.get("x-cch-request-id") ?? "";
    await response.body?.getReader().read();
    await hub.stop("SIGKILL");
    // As a kill in the middle of a write leaves them.
    appendFileSync(join(path, "journal", "running.log"), '\n{"id":"0199');
    writeFileSync(join(path, "journal", "9000000000.jsonl"), '{"id":"0199');

    const next = await startHub(path);
    await expectOnce([id]);
    const [row] = await pool.sql`
      SELECT outcome, error_code, is_stream, is_estimated, input_tokens::int, cost_usd > 0 AS costs
      FROM requests JOIN usage_ledger ON request_id = id WHERE id = ${id}`;
    expect(row).toMatchObject({
      ...{ outcome: "failed", error_code: "interrupted", is_stream: true, is_estimated: true, costs: true },
      input_tokens: expect.any(Number),
    });
    expect(row?.input_tokens).toBeGreaterThan(150);
    await expect.poll(() => linesAbout(next, "recorded as interrupted")).toBe(1);
    await next.stop();
    expect(readdirSync(join(path, "journal"))).toEqual([]);
  });

  it("a record the database refuses is set aside with its reason, and everything else goes on", async () => {
    const path = dataDir();
    const { record } = quotaWorld({ counters: new MemoryCounters(), now: Date.now });
    const good = [record(0.1), record(0.2), record(0.3)];
    const bad = JSON.stringify({ ...JSON.parse(record(0.4)), statusCode: 10 ** 12 });
    mkdirSync(join(path, "journal"));
    writeFileSync(
      join(path, "journal", "0000000001.jsonl"),
      [good[0], bad, good[1], "not even JSON", good[2], '{"torn'].join("\n"),
    );
    const hub = await startHub(path);
    await expectOnce(good.map((line) => (JSON.parse(line) as { id: string }).id));
    expect(await journalOf(hub)).toMatchObject({ ok: false, poisonedRecords: 2, pendingRecords: 0 });
    const file = join(path, "journal", "poisoned.jsonl");
    const entries = readFileSync(file, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(entries).toMatchObject([
      { code: "22003", reason: expect.stringContaining("out of range"), record: bad },
      { code: "22P02", reason: expect.stringContaining("json"), record: "not even JSON" },
    ]);
    expect((await ask(hub, 3)).refusals).toEqual([]);
    await hub.stop();
    expect(await journalOf(await startHub(path))).toMatchObject({ ok: false, poisonedRecords: 2 });
  });
});

it("of several hubs that start on one abandoned directory one does, and the others say why not", async () => {
  const path = dataDir();
  await (await startHub(path)).stop("SIGKILL");
  const starts = await Promise.allSettled([1, 2, 3].map(() => startHub(path)));
  expect(starts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const start of starts) {
    if (start.status === "rejected")
      expect(String(start.reason)).toMatch(/another hub .*set another DATA_DIR/);
  }
});
