import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { MemoryCounters } from "@/infra/counters/memory";
import { durableWorld, journalOf, linesAbout } from "../support/durable-world";
import { quotaWorld } from "../support/quota-world";

/** What a hub does when its database is away or it is killed: nothing is lost, nothing is double, and it says so. */

const world = durableWorld();

describe("a database that is away", () => {
  it("for long costs bounded memory, and what waited on disk is written once it is back, kill or no kill", async () => {
    const path = world.dataDir();
    const hub = await world.startHub(path);
    await world.postgres.stop();
    const first = await world.ask(hub, 300);
    expect(first.refusals).toEqual([]);
    const state = await journalOf(hub);
    expect(state).toMatchObject({ ok: false, databaseProblem: expect.any(String), unsavedRecords: 0 });
    // Those that end in one turn of the event loop are added together.
    expect(state.pendingRecords).toBeLessThan(120);
    expect(state.unreadSegments).toBeGreaterThan(0);
    await expect.poll(() => linesAbout(hub, "the ledger cannot be written")).toBe(1);
    await hub.stop("SIGKILL");
    await world.postgres.start();
    const next = await world.startHub(path);
    await world.expectOnce(first.ids);
    expect(await journalOf(next)).toMatchObject({ ok: true, pendingRecords: 0, unreadSegments: 0 });

    // Without a kill in between.
    await world.postgres.stop();
    const second = await world.ask(next, 300);
    await world.postgres.start();
    await world.expectOnce([...first.ids, ...second.ids]);
    await expect
      .poll(() => journalOf(next))
      .toMatchObject({ ok: true, pendingRecords: 0, unreadSegments: 0 });
    await expect.poll(() => linesAbout(next, "the ledger can be written again")).toBe(1);
  });
});

describe("what a killed hub leaves behind", () => {
  it("1: a request that ran is recorded as interrupted, with what its prompt cost", async () => {
    const path = world.dataDir();
    const hub = await world.startHub(path);
    world.upstream.enqueue({ text: "slow ".repeat(50), chunks: 50, delays: { betweenChunksMs: 200 } });
    const response = await world.send(hub, true);
    const id = response.headers.get("x-cch-request-id") ?? "";
    await response.body?.getReader().read();
    await hub.stop("SIGKILL");
    // As a kill in the middle of a write leaves them.
    appendFileSync(join(path, "journal", "running.log"), '\n{"id":"0199');
    writeFileSync(join(path, "journal", "9000000000.jsonl"), '{"id":"0199');

    const next = await world.startHub(path);
    await world.expectOnce([id]);
    const [row] = await world.sql`
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
    const path = world.dataDir();
    const { record } = quotaWorld({ counters: new MemoryCounters(), now: Date.now });
    const good = [record(0.1), record(0.2), record(0.3)];
    const bad = JSON.stringify({ ...JSON.parse(record(0.4)), statusCode: 10 ** 12 });
    mkdirSync(join(path, "journal"));
    writeFileSync(
      join(path, "journal", "0000000001.jsonl"),
      [good[0], bad, good[1], "not even JSON", good[2], '{"torn'].join("\n"),
    );
    const hub = await world.startHub(path);
    await world.expectOnce(good.map((line) => (JSON.parse(line) as { id: string }).id));
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
    expect((await world.ask(hub, 3)).refusals).toEqual([]);
    await hub.stop();
    expect(await journalOf(await world.startHub(path))).toMatchObject({ ok: false, poisonedRecords: 2 });
  });
});

it("of several hubs that start on one abandoned directory one does, and the others say why not", async () => {
  const path = world.dataDir();
  await (await world.startHub(path)).stop("SIGKILL");
  const starts = await Promise.allSettled([1, 2, 3].map(() => world.startHub(path)));
  expect(starts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const start of starts) {
    if (start.status === "rejected")
      expect(String(start.reason)).toMatch(/another hub .*set another DATA_DIR/);
  }
});
