import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Journal } from "./journal";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "journal-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

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
    const journal = new Journal(folder, 100);
    for (const line of numbered(5)) journal.append(line);
    expect(journal.take(2).map((r) => r.line)).toEqual(numbered(2));
    expect(journal.take(2).map((r) => r.line)).toEqual(numbered(2));
    expect(drain(journal)).toEqual(numbered(5));
    expect(journal.isEmpty()).toBe(true);
    journal.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("gives a new process what the old one did not confirm", () => {
    const old = new Journal(folder, 100);
    for (const line of numbered(4)) old.append(line);
    // No close: the process was killed.
    const next = new Journal(folder, 100);
    next.append('{"n":4}');
    expect(drain(next)).toEqual(numbered(5));
    next.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("49: keeps no more in memory than it may, and loses nothing", () => {
    const journal = new Journal(folder, 10);
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
    expect(drain(new Journal(folder, 10))).toEqual(['{"n":0}']);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("does not grow while it keeps being emptied", () => {
    const journal = new Journal(folder, 10);
    for (let round = 0; round < 50; round++) {
      journal.append(`{"filler":"${"x".repeat(1000)}"}`);
      drain(journal);
    }
    expect(readdirSync(folder)).toHaveLength(1);
    journal.close();
  });

  it("keeps in memory what the disk refuses, and says so", () => {
    const journal = new Journal(folder, 10);
    rmSync(folder, { recursive: true });
    journal.append('{"n":0}');
    expect(journal.health()).toMatchObject({ pendingRecords: 1, problem: "ENOENT" });
    expect(drain(journal)).toEqual(['{"n":0}']);
    mkdirSync(folder);
    journal.close();
  });
});
