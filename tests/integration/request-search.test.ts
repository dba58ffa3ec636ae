import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RequestCursor, RequestFilter } from "@/domain/request/request-row";
import type { TerminalRecord } from "@/domain/request/terminal-record";
import { Decimal } from "@/lib/decimal";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/duration";
import { writeRecords } from "@/repository/ledger/write-records";
import { listRequests } from "@/repository/requests/list-requests";
import { suggestSessionIds } from "@/repository/requests/suggest-session-ids";
import { summariseRequests } from "@/repository/requests/summarise-requests";
import { createMigratedDatabase, type TestDatabase } from "../support/database";
import { usageCharge, usageRecord } from "../support/usage-records";

/** The log's pages and sums, held against the same requests filtered one by one here. */

const ZONE = "America/New_York";
/** Around the day on which New York's clocks go back, over several partitions. */
const START = Date.parse("2026-10-29T03:17:00Z");
const REQUESTS = 400;

let database: TestDatabase;
let records: TerminalRecord[];

const of = <Item>(items: readonly Item[], index: number): Item => items[index % items.length] as Item;
const session = (index: number) => `0a1b2c3d-0000-4000-8000-${String(index % 9).padStart(12, "0")}`;

function request(index: number, priceId: number): TerminalRecord {
  const outcome = of(
    ["completed", "completed", "failed", "completed", "refused", "client_aborted"] as const,
    index,
  );
  const model = of(["claude-a", "claude-b", "gpt-c"], index * 7);
  const attempts = outcome === "refused" ? 0 : 1 + (index % 4 === 0 ? index % 3 : 0);
  return usageRecord(START + Math.floor(index / 3) * 37 * MINUTE_MS, {
    outcome,
    statusCode: { completed: 200, failed: 502, refused: 429, client_aborted: 499 }[outcome],
    ...{
      userId: 1 + (index % 4),
      keyId: 1 + (index % 8),
      providerId: outcome === "refused" ? 0 : 1 + (index % 3),
    },
    ...{ model, servedModel: index % 5 === 0 ? "claude-a" : model, billedModel: model },
    ...{
      endpoint: of(["/v1/messages", "/v1/responses"], index),
      sessionId: index % 10 === 0 ? null : session(index),
    },
    decision: { verdicts: [], attempts: Array(attempts).fill({}) },
    charges:
      outcome === "completed"
        ? [
            usageCharge(priceId, "0.01", {
              providerId: 1 + (index % 3),
              billedModel: model,
              inputTokens: index,
            }),
          ]
        : [],
  });
}

beforeAll(async () => {
  database = await createMigratedDatabase();
  const [price] = await database.pool.sql`
    INSERT INTO model_prices (model, source, price_data, content_hash) VALUES ('claude-a', 'builtin', '{}', '-') RETURNING id`;
  records = Array.from({ length: REQUESTS }, (_, index) => request(index, Number(price?.id)));
  await write(records);
});
afterAll(() => database.drop());

const write = (given: readonly TerminalRecord[]) =>
  writeRecords(
    database.pool.sql,
    given.map((record) => JSON.stringify(record)),
    ZONE,
  );

const time = (record: TerminalRecord) => Date.parse(record.createdAt);

function matches(record: TerminalRecord, filter: RequestFilter): boolean {
  const { text } = filter;
  return (
    (filter.userId === undefined || record.userId === filter.userId) &&
    (filter.keyId === undefined || record.keyId === filter.keyId) &&
    (filter.providerId === undefined || record.providerId === filter.providerId) &&
    (filter.from === undefined || time(record) >= filter.from.getTime()) &&
    (filter.to === undefined || time(record) < filter.to.getTime()) &&
    (filter.statusCode === undefined || record.statusCode === filter.statusCode) &&
    (filter.excludeStatusCode200 !== true || record.statusCode !== 200) &&
    (filter.model === undefined || [record.model, record.servedModel].includes(filter.model)) &&
    (filter.endpoint === undefined || record.endpoint === filter.endpoint) &&
    record.decision.attempts.length > (filter.minRetryCount || -1) &&
    (filter.sessionId === undefined || record.sessionId === filter.sessionId) &&
    (text === undefined || record.id.startsWith(text) || record.sessionId?.startsWith(text) === true)
  );
}

const newestFirst = (a: TerminalRecord, b: TerminalRecord) => time(b) - time(a) || (a.id < b.id ? 1 : -1);

const expected = (filter: RequestFilter) =>
  records
    .filter((record) => matches(record, filter))
    .sort(newestFirst)
    .map(({ id }) => id);

async function readAll(filter: RequestFilter, size: number, between = async () => {}): Promise<string[]> {
  const ids: string[] = [];
  let after: RequestCursor | null = null;
  do {
    const page = await listRequests(database.pool.db, filter, { size, after });
    ids.push(...page.rows.map(({ id }) => id));
    after = page.next;
    await between();
  } while (after);
  return ids;
}

const FILTERS: readonly RequestFilter[] = [
  { userId: 2 },
  { keyId: 3 },
  { providerId: 1 },
  { from: new Date(START + 20 * HOUR_MS), to: new Date(START + 60 * HOUR_MS + 5 * MINUTE_MS) },
  { statusCode: 502 },
  { statusCode: 200 },
  { excludeStatusCode200: true },
  { model: "claude-a" },
  { endpoint: "/v1/responses" },
  { minRetryCount: 1 },
  { sessionId: session(4) },
  { text: session(5) },
  { text: "0a1b2c3d-0000" },
];

const pairs = FILTERS.flatMap((one, index) => FILTERS.slice(index).map((other) => ({ ...one, ...other })));

describe("pages", () => {
  it("have exactly the requests that each filter and each pair of filters names, newest first", async () => {
    for (const filter of pairs) {
      expect(await readAll(filter, 23), JSON.stringify(filter)).toEqual(expected(filter));
    }
  });

  it("stay in place while requests come in, where many came at the same moment", async () => {
    const before = expected({});
    let late = 0;
    const seen = await readAll({}, 7, async () => {
      if (late++ < 5) await write([usageRecord(Date.now(), { userId: 77, outcome: "intercepted" })]);
    });
    await database.pool.sql`DELETE FROM requests WHERE user_id = 77`;
    expect(seen).toEqual(before);
  });

  it("find a request by its id and by how it begins", async () => {
    const [one] = records;
    if (!one) throw new Error("there are no requests");
    expect(await readAll({ text: one.id }, 5)).toEqual([one.id]);
    const start = one.id.slice(0, 11);
    expect(await readAll({ text: start }, 5)).toEqual(expected({ text: start }));
    expect(await readAll({ text: "nothing like it" }, 5)).toEqual([]);
    expect(await readAll({ text: "%" }, 5)).toEqual([]);
    // Random UUIDs, which as times would be of any millennium.
    for (const text of ["ffffffff", "eb5a5d6e-5bd4-4642-bb2f-7de3424b4aa1", "7fffffff-ffff-7fff"]) {
      expect(await readAll({ text }, 5)).toEqual([]);
    }
  });
});

describe("sums", () => {
  async function check(filter: RequestFilter): Promise<void> {
    const matching = records.filter((record) => matches(record, filter));
    const charges = matching.flatMap((record) => record.charges);
    const sum = charges.reduce((total, { costUsd }) => total.plus(costUsd ?? 0), new Decimal(0));
    const found = await summariseRequests(database.pool.db, filter, ZONE);
    expect({ ...found, totalCost: Number(found.totalCost) }, JSON.stringify(filter)).toMatchObject({
      totalRequests: matching.length,
      totalCost: sum.toNumber(),
      inputTokens: charges.reduce((total, { inputTokens }) => total + inputTokens, 0),
      isComplete: true,
    });
  }

  it("34: are those of the requests, whatever they are read from", async () => {
    // The roll-ups know the billed model only: those that were served something else are for the next test.
    for (const filter of pairs.filter(({ model }) => model === undefined)) await check(filter);
  });

  it("34: are those of the requests for any span of time, with clocks that change in it", async () => {
    const spans = [
      [0, 5 * MINUTE_MS],
      [MINUTE_MS, 3 * HOUR_MS],
      [17 * HOUR_MS + 1, 18 * HOUR_MS],
      [HOUR_MS, 5 * DAY_MS + 1_234],
      [3 * DAY_MS + 43 * MINUTE_MS, 4 * DAY_MS + 43 * MINUTE_MS],
    ] as const;
    for (const [from, to] of spans) {
      for (const whose of [
        {},
        { userId: 1 },
        { keyId: 2 },
        { providerId: 2 },
        { userId: 3, providerId: 1 },
        { providerId: 1, model: "gpt-c" },
      ]) {
        await check({ ...whose, from: new Date(START + from), to: new Date(START + to) });
        await check({ ...whose, from: new Date(START + from) });
        await check({ ...whose, to: new Date(START + to) });
      }
    }
  });

  it("of a model are those it was billed as", async () => {
    const billed = records.filter(({ billedModel }) => billedModel === "claude-b");
    const found = await summariseRequests(database.pool.db, { model: "claude-b" }, ZONE);
    expect(found.totalRequests).toBe(billed.length);
  });
});

it("suggests session ids by how they begin, to users their own", async () => {
  const { db } = database.pool;
  const all = [...new Set(records.flatMap(({ sessionId }) => sessionId ?? []))].sort();
  expect(await suggestSessionIds(db, "0a1b", undefined)).toEqual(all);
  expect(await suggestSessionIds(db, session(3), undefined)).toEqual([session(3)]);
  expect(await suggestSessionIds(db, "0a1b", 999)).toEqual([]);
});
