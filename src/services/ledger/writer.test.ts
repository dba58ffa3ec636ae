import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TerminalRecord } from "@/domain/request/terminal-record";
import { createLogger } from "@/infra/logger";
import { Journal } from "./journal";
import { createLedger } from "./ledger";
import { Quarantine } from "./quarantine";
import { RunningRequests } from "./running-requests";
import { LedgerWriter } from "./writer";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "writer-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

class Refusal extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

function setUp(write: (lines: readonly string[]) => Promise<void>, maxPending = 1_000) {
  const logger = createLogger("silent");
  const quarantine = new Quarantine(join(folder, "poisoned.jsonl"), logger);
  const journal = new Journal(folder, { maxPending });
  const writer = new LedgerWriter({
    journal,
    quarantine,
    batchSize: 10,
    intervalMs: 5,
    write,
    logger,
  });
  const append = (line: string) => {
    journal.append(line);
    writer.notice();
  };
  return { journal, writer, append };
}

describe("LedgerWriter", () => {
  it("writes in batches, each record once", async () => {
    const batches: (readonly string[])[] = [];
    const { writer, append } = setUp(async (lines) => void batches.push(lines));
    for (let n = 0; n < 25; n++) append(String(n));
    await writer.flush();
    expect(batches.map((batch) => batch.length)).toEqual([10, 10, 5]);
    expect(batches.flat()).toEqual(Array.from({ length: 25 }, (_, n) => String(n)));
    await writer.close(1_000);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("asks a database that is away again until it is back, and says so meanwhile", async () => {
    let away = true;
    const written: string[] = [];
    const { writer, append } = setUp(async (lines) => {
      if (away) throw new Refusal("ECONNREFUSED");
      written.push(...lines);
    }, 20);
    for (let n = 0; n < 100; n++) append(String(n));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(writer.health()).toMatchObject({ databaseProblem: "ECONNREFUSED", pendingRecords: 20 });
    away = false;
    await writer.flush();
    expect(written).toEqual(Array.from({ length: 100 }, (_, n) => String(n)));
    expect(writer.health()).toMatchObject({ databaseProblem: null, pendingRecords: 0, unreadSegments: 0 });
    await writer.close(1_000);
  });

  it("puts a poisoned record aside and writes its neighbours", async () => {
    const written: string[] = [];
    const { writer, append } = setUp(async (lines) => {
      if (lines.includes("7")) throw new Refusal("22P05");
      written.push(...lines);
    });
    for (let n = 0; n < 10; n++) append(String(n));
    await writer.flush();
    expect(written.sort()).toEqual(["0", "1", "2", "3", "4", "5", "6", "8", "9"]);
    const [entry, rest] = readFileSync(join(folder, "poisoned.jsonl"), "utf8").split("\n");
    expect(JSON.parse(entry ?? "")).toMatchObject({ code: "22P05", reason: "22P05", record: "7" });
    expect(rest).toBe("");
    expect(writer.health().poisonedRecords).toBe(1);
    await writer.close(1_000);
    const next = setUp(async () => {});
    expect(next.writer.health().poisonedRecords).toBe(1);
    await next.writer.close(1_000);
  });

  it("leaves the journal to the next start when it must end during an outage", async () => {
    const { writer, append } = setUp(async () => {
      throw new Refusal("57P01");
    });
    append("0");
    await writer.close(20);
    const lines: string[] = [];
    const next = setUp(async (batch) => void lines.push(...batch));
    await next.writer.flush();
    expect(lines).toEqual(["0"]);
    await next.writer.close(1_000);
  });
});

it("a sync ledger's record resolves with the commit", async () => {
  let commit = () => {};
  const { journal, writer } = setUp(
    () =>
      new Promise((resolve) => {
        commit = resolve;
      }),
  );
  const ledger = createLedger({
    journal,
    writer,
    running: new RunningRequests(join(folder, "running.log")),
    mode: "sync",
  });
  let committed = false;
  const recorded = ledger.record({ id: "x" } as TerminalRecord).then(() => {
    committed = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(committed).toBe(false);
  commit();
  await recorded;
  await ledger.close(1_000);
});
