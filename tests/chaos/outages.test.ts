import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { percentile } from "../../dev/bench/percentile";
import { type Freeze, freezeRedis, killHub, killRedis, stopPostgres } from "./outage-faults";
import { startLoad } from "./outage-load";
import { addedByFreeze, disagreements, readBooks, settled } from "./outage-reckoning";
import { type OutageWorld, type Replica, startOutageWorld } from "./outage-world";

/**
 * Everything the hubs stand on goes away in turn, under load: once round here, for five minutes with `npm run
 * test:outages`. Afterwards the hubs' ledger is the upstream's.
 */
const SECONDS = Number(process.env.OUTAGE_SECONDS ?? 0);

/** The machine has other work too: the median of so many measurements counts, where the first is not good enough. */
const MAX_FREEZES = 5;
const MAX_ADDED_MS = 60;

let world: OutageWorld;

beforeAll(async () => {
  world = await startOutageWorld();
});
afterAll(() => world.close());

it(
  "1, 27, 31, 36: nothing is lost, double or stuck when Redis, PostgreSQL and hubs go away and come back",
  async () => {
    const startedAt = Date.now();
    const load = startLoad(world);
    const freezes: Freeze[] = [];
    let round = 0;
    do {
      await sleep(1_500);
      await killHub(world, world.replicas[round++ % 2] as Replica);
      await stopPostgres(world);
      await killRedis(world);
      freezes.push(await freezeRedis(world));
    } while (Date.now() - startedAt < SECONDS * 1_000);
    const added = async () => {
      await settled(world);
      const books = await readBooks(world);
      return freezes.map((freeze) => addedByFreeze(books, freeze));
    };
    let addedMs = await added();
    while (percentile(addedMs, 0.5) >= MAX_ADDED_MS && freezes.length < MAX_FREEZES) {
      freezes.push(await freezeRedis(world));
      addedMs = await added();
    }
    await load.stop();
    await settled(world);
    // What hid behind other requests' money while they ran is found when they have ended.
    const lackUsd = async () => {
      const { sums } = await readBooks(world);
      return Math.abs(sums.ledger - sums.counters);
    };
    await expect.poll(lackUsd, { timeout: 90_000, interval: 500 }).toBeLessThan(1e-6);
    const books = await readBooks(world);

    const { sent } = load;
    const { ledger, rollup, counters } = books.sums;
    const interrupted = books.rows.filter(({ errorCode }) => errorCode === "interrupted").length;
    console.log(
      [
        `outages: ${round} rounds in ${Math.round((Date.now() - startedAt) / 1_000)} s, ${sent.length} requests`,
        `${sent.filter(({ isWhole }) => isWhole).length} whole, ${sent.filter(({ metKill }) => metKill).length} met a kill`,
        `rows ${books.rows.length}, ledger ${books.lines.length} (${interrupted} interrupted), upstream ${world.upstream.ledger.length}`,
        `USD: ledger ${ledger.toFixed(6)}, roll-up ${rollup.toFixed(6)}, counters ${counters.toFixed(6)}`,
        `Redis frozen, added at p99: ${addedMs.map((ms) => ms.toFixed(0)).join(", ")} ms`,
      ].join("\n  "),
    );
    expect(disagreements(sent, books, world)).toEqual([]);
    expect(sent.length).toBeGreaterThan(500);
    expect(interrupted).toBeGreaterThan(0);
    expect(rollup).toBeCloseTo(ledger, 9);
    expect(percentile(addedMs, 0.5)).toBeLessThan(MAX_ADDED_MS);

    for (const { process } of world.replicas) {
      const code = await process?.stop();
      expect(code, `a hub did not end cleanly:\n${process?.output().slice(-5_000)}`).toBe(0);
    }
    for (const { dataDir } of world.replicas) expect(readdirSync(join(dataDir, "journal"))).toEqual([]);
  },
  (SECONDS + 240) * 1_000,
);
