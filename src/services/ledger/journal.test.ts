import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Journal } from "./journal";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "journal-"));
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

/** Takes and confirms in batches of `size` until nothing is left. */
function drain(journal: Journal, size = 3): string[] {
  const lines: string[] = [];
  for (;;) {
    const batch = journal.take(size);
    if (batch.length === 0) return lines;
    lines.push(...batch.map((record) => record.line));
    journal.confirm(batch.length);
  }
}

const numbered = (count: number, from = 0) => Array.from({ length: count }, (_, i) => `{"n":${from + i}}`);

describe("Journal", () => {
  it("hands records out in order, again until they are confirmed", () => {
    const journal = new Journal(folder, { maxPending: 100 });
    for (const line of numbered(5)) journal.append(line);
    expect(journal.take(2).map((r) => r.line)).toEqual(numbered(2));
    expect(journal.take(2).map((r) => r.line)).toEqual(numbered(2));
    expect(drain(journal)).toEqual(numbered(5));
    expect(journal.isEmpty()).toBe(true);
    journal.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("gives a new process what the old one did not confirm", () => {
    const old = new Journal(folder, { maxPending: 100 });
    for (const line of numbered(4)) old.append(line);
    // No close: the process was killed.
    const next = new Journal(folder, { maxPending: 100 });
    next.append('{"n":4}');
    expect(drain(next)).toEqual(numbered(5));
    next.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("49: keeps no more in memory than it may, and loses nothing", () => {
    const journal = new Journal(folder, { maxPending: 10 });
    for (const line of numbered(100)) journal.append(line);
    expect(journal.health()).toMatchObject({ pendingRecords: 10, unreadSegments: 1 });
    const first = journal.take(10);
    journal.confirm(first.length);
    for (const line of numbered(20, 100)) journal.append(line);
    expect(journal.health().pendingRecords).toBe(0);
    expect([...first.map((r) => r.line), ...drain(journal, 7)]).toEqual(numbered(120));
    journal.append('{"n":120}');
    expect(journal.health()).toMatchObject({ pendingRecords: 1, unreadSegments: 0 });
    expect(drain(journal)).toEqual(['{"n":120}']);
    journal.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("drops the torn end of a killed process's last line", () => {
    writeFileSync(join(folder, "0000000001.jsonl"), '{"n":0}\n{"n":');
    expect(drain(new Journal(folder, { maxPending: 10 }))).toEqual(['{"n":0}']);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("does not grow while it keeps being emptied", () => {
    const journal = new Journal(folder, { maxPending: 10 });
    for (let round = 0; round < 50; round++) {
      journal.append(`{"filler":"${"x".repeat(1000)}"}`);
      drain(journal);
    }
    expect(readdirSync(folder)).toHaveLength(1);
    journal.close();
  });

  it("keeps in memory what the disk refuses, says so, and hands it on when the disk is back", () => {
    const journal = new Journal(folder, { maxPending: 10 });
    rmSync(folder, { recursive: true });
    writeFileSync(folder, "");
    expect(journal.append('{"n":0}')).toBe(false);
    expect(journal.health()).toMatchObject({ pendingRecords: 1, unsavedRecords: 1, problem: "ENOTDIR" });
    rmSync(folder);
    mkdirSync(folder);
    vi.setSystemTime(Date.now() + 2_000);
    expect(journal.append('{"n":1}')).toBe(true);
    expect(journal.health()).toMatchObject({ pendingRecords: 2, unsavedRecords: 0, problem: null });
    // No close: the process was killed.
    expect(drain(new Journal(folder, { maxPending: 10 }))).toEqual(numbered(2));
  });

  it("is full when neither memory nor disk has room, and keeps the order all the same", () => {
    const journal = new Journal(folder, { maxPending: 10, segmentBytes: 100 });
    for (const line of numbered(25)) journal.append(line);
    rmSync(folder, { recursive: true });
    writeFileSync(folder, "");
    // The segment that is open goes on; the next one cannot be begun.
    for (const line of numbered(40, 25)) journal.append(line);
    expect(journal.isFull()).toBe(true);
    const { pendingRecords, unsavedRecords } = journal.health();
    expect([pendingRecords, unsavedRecords > 10]).toEqual([10 + unsavedRecords, true]);
    const taken = drain(journal).map((line) => (JSON.parse(line) as { n: number }).n);
    expect(taken).toEqual([...taken].sort((a, b) => a - b));
    expect(taken.length).toBe(pendingRecords);
    expect(journal.isFull()).toBe(false);
    rmSync(folder);
    mkdirSync(folder);
  });

  it("rotates its segments while nothing is confirmed, and deletes each when its records are", () => {
    const journal = new Journal(folder, { maxPending: 10, segmentBytes: 100 });
    for (const line of numbered(300)) journal.append(line);
    const most = readdirSync(folder).length;
    expect(most).toBeGreaterThan(20);
    const seen: string[] = [];
    for (let batch = journal.take(7); batch.length > 0; batch = journal.take(7)) {
      seen.push(...batch.map(({ line }) => line));
      journal.confirm(batch.length);
      expect(readdirSync(folder).length).toBeLessThanOrEqual(most);
    }
    expect(seen).toEqual(numbered(300));
    journal.close();
    expect(readdirSync(folder)).toEqual([]);
  });
});
