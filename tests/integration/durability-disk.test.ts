import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { durableWorld, journalOf, linesAbout } from "../support/durable-world";
import { canMount, mountSmallDisk } from "../support/small-disk";

/** What a hub does when its disk fails it: nothing is lost, nothing is double, and it says so. */

const world = durableWorld();

/** How a journal's folder fails its hub, and what mends it. */
interface DiskFault {
  readonly code: string;
  readonly make: () => void;
  readonly mend: () => void;
}

async function stopsNobody(path: string, { code, make, mend }: DiskFault): Promise<void> {
  const hub = await world.startHub(path);
  const before = await world.ask(hub, 5);
  await expect.poll(async () => (await journalOf(hub)).pendingRecords).toBe(0);
  make();
  // The first may still go where the hub has its file open.
  await expect
    .poll(async () => (await world.ask(hub, 1)) && (await journalOf(hub)).problem, { timeout: 10_000 })
    .toBe(code);
  const during = await world.ask(hub, 60);
  expect(during.refusals).toEqual([]);
  // A client that has its answer has it recorded: by the database, where the disk will not.
  await world.expectOnce([...before.ids, ...during.ids]);
  expect(await journalOf(hub)).toMatchObject({ ok: false, problem: code, unsavedRecords: 0 });
  mend();
  await expect.poll(async () => (await journalOf(hub)).problem, { timeout: 10_000 }).toBe(null);
  await world.expectOnce((await world.ask(hub, 5)).ids);
  const told = () => [linesAbout(hub, "refuses records"), linesAbout(hub, "takes records again")];
  await expect.poll(told).toEqual([1, 1]);
}

it("a folder that cannot be written stops nobody, is told once, and is used again when it can be", async () => {
  const path = world.dataDir();
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
    const path = world.dataDir();
    const disk = mountSmallDisk(join(path, "journal"));
    world.cleanups.push(disk.unmount);
    await stopsNobody(path, { code: "ENOSPC", make: disk.fill, mend: disk.free });
  });

  it("that is full, with a database that is away and a full memory, lets nobody in and loses nothing", async () => {
    const path = world.dataDir();
    const disk = mountSmallDisk(join(path, "journal"));
    world.cleanups.push(disk.unmount);
    const hub = await world.startHub(path);
    await world.ask(hub, 1);
    disk.fill();
    await world.postgres.stop();
    const { ids, refusals } = await world.ask(hub, 400);
    expect(ids.length).toBeGreaterThanOrEqual(100);
    expect([...new Set(refusals)]).toEqual([503]);
    const state = await journalOf(hub);
    expect(state).toMatchObject({ ok: false, problem: "ENOSPC", databaseProblem: expect.any(String) });
    expect(state.unrecordedRefusals).toBe(refusals.length);
    expect(state.pendingRecords).toBeLessThan(240);
    await world.postgres.start();
    await world.expectOnce(ids);
    expect((await world.ask(hub, 3)).refusals).toEqual([]);
    expect(await journalOf(hub)).toMatchObject({ databaseProblem: null });
  });

  it("that is read-only lets no hub start", async () => {
    const path = world.dataDir();
    const disk = mountSmallDisk(join(path, "journal"));
    world.cleanups.push(disk.unmount);
    disk.makeReadOnly();
    await expect(world.startHub(path)).rejects.toThrow(
      /Cannot start: cannot keep the journal in .* \(EROFS\); make it/,
    );
  });
});
