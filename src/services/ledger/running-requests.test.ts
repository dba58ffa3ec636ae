import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { RunningRequests, readInterrupted } from "./running-requests";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "running-"));
  path = join(folder, "running.log");
});
afterEach(() => rmSync(folder, { recursive: true }));

const record = (id: string, charges: readonly unknown[] = []) =>
  JSON.stringify({ id, createdAt: new Date(Date.now() - 1_000).toISOString(), charges });

it("1: knows after a kill what was running, as it was said last", () => {
  const running = new RunningRequests(path);
  for (const id of ["a", "b", "c", "d"]) running.begin(id, () => record(id));
  running.flush();
  running.end(["b"]);
  running.begin("c", () => record("c", [1, 2]));
  running.end(["a", "nobody"]);
  running.flush();
  const found = readInterrupted(path);
  expect(found.map(({ id, charges }) => [id, charges])).toEqual([
    ["c", [1, 2]],
    ["d", []],
  ]);
  for (const { durationMs } of found) expect(durationMs).toBeGreaterThanOrEqual(990);
});

it("leaves no file when nothing runs, and one when something does", () => {
  const running = new RunningRequests(path);
  running.begin("a", () => record("a"));
  running.flush();
  running.end(["a"]);
  running.close();
  expect(existsSync(path)).toBe(false);
  const other = new RunningRequests(path);
  other.begin("b", () => record("b"));
  other.close();
  expect(readInterrupted(path).map(({ id }) => id)).toEqual(["b"]);
});

it("writes at the end of the turn what has not ended in it", async () => {
  const running = new RunningRequests(path);
  running.begin("a", () => record("a"));
  running.begin("b", () => {
    throw new Error("nobody asks for it");
  });
  running.end(["b"]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(readInterrupted(path).map(({ id }) => id)).toEqual(["a"]);
  running.end(["a"]);
  await vi.waitFor(() => expect(readFileSync(path, "utf8")).toBe(""), 5_000);
});

it("understands a file whose last line was torn", () => {
  const running = new RunningRequests(path);
  running.begin("a", () => record("a"));
  running.flush();
  appendFileSync(path, `\n${record("b").slice(0, 40)}`);
  running.begin("c", () => record("c"));
  running.flush();
  expect(readInterrupted(path).map(({ id }) => id)).toEqual(["a", "c"]);
});

it("does not grow with what has ended, however long something runs", () => {
  const running = new RunningRequests(path);
  const filler = ["x".repeat(10_000)];
  running.begin("long", () => record("long"));
  for (let n = 0; n < 1_000; n++) {
    running.begin(String(n), () => record(String(n), filler));
    running.flush();
    running.end([String(n)]);
  }
  running.begin("last", () => record("last"));
  running.flush();
  running.end(["last"]);
  running.close();
  expect(readFileSync(path).length).toBeLessThan(8.2 * 1024 * 1024);
  expect(readInterrupted(path).map(({ id }) => id)).toEqual(["long"]);
});

it("brings all that run once the disk takes marks again", () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  rmSync(folder, { recursive: true });
  const running = new RunningRequests(path);
  running.begin("a", () => record("a"));
  running.begin("b", () => record("b"));
  running.flush();
  running.end(["b"]);
  expect(readInterrupted(path)).toEqual([]);
  mkdirSync(folder);
  vi.setSystemTime(Date.now() + 2_000);
  running.begin("c", () => record("c"));
  running.flush();
  expect(readInterrupted(path).map(({ id }) => id)).toEqual(["a", "c"]);
  vi.useRealTimers();
});
