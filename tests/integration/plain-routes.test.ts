import { afterAll, beforeAll, expect, it } from "vitest";
import { ADMIN_TOKEN, startTestHub, type TestCaller, type TestHub } from "../support/hub";

/** Addresses beside the actions that scripts know. */

let hub: TestHub;
let caller: TestCaller;

beforeAll(async () => {
  hub = await startTestHub();
  await hub.addProvider();
  caller = await hub.addCaller();
  await hub.call("keys/editKey", { keyId: caller.keyId, canLoginWebUi: true });
});
afterAll(() => hub.close());

const ask = (path: string, body?: unknown, credential: string = ADMIN_TOKEN) =>
  fetch(`${hub.url}${path}`, {
    ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
    headers: { authorization: `Bearer ${credential}` },
  });

const json = async (response: Promise<Response>) => (await response).json();

it("tells its version to anybody", async () => {
  const response = await fetch(`${hub.url}/api/version`);
  expect(await response.json()).toMatchObject({
    current: expect.stringMatching(/^v\d+\.\d+\.\d+$/),
    hasUpdate: false,
  });
});

it("reads and changes settings", async () => {
  expect(
    await json(ask("/api/admin/system-config", { siteTitle: "Relay", cleanupRetentionDays: 7 })),
  ).toMatchObject({
    siteTitle: "Relay",
    cleanupRetentionDays: 7,
    currencyDisplay: "USD",
  });
  expect(await json(ask("/api/admin/system-config"))).toMatchObject({ siteTitle: "Relay" });
  const shown = (await json(ask("/api/system-settings", undefined, caller.key))) as object;
  expect(Object.keys(shown).sort()).toEqual([
    "allowGlobalUsageView",
    "billingModelSource",
    "currencyDisplay",
    "siteTitle",
  ]);
  const refused = await ask("/api/admin/system-config", { cleanupRetentionDays: 0 });
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ ok: false, errorCode: "INVALID_INPUT" });
});

it("changes the log level at once", async () => {
  expect(await json(ask("/api/admin/log-level", { level: "error" }))).toEqual({ level: "error" });
  expect(hub.runtime.logger.level).toBe("error");
  expect(await json(ask("/api/admin/log-level"))).toEqual({ level: "error" });
  expect((await ask("/api/admin/log-level", { level: "loud" })).status).toBe(400);
});

it("tells what the database is", async () => {
  expect(await json(ask("/api/admin/database/status"))).toMatchObject({
    isAvailable: true,
    postgresVersion: expect.stringMatching(/^18/),
  });
});

it("35: deletes requests by conditions, never without one, and no money with them", async () => {
  const ids = [];
  for (const model of ["claude-a", "claude-b"]) {
    const message = { model, max_tokens: 5, messages: [{ role: "user", content: "hi" }] };
    ids.push((await hub.post("/v1/messages", caller.key, message)).status);
  }
  await hub.runtime.ledger.flush();
  const { sql } = hub.database.pool;
  const counts = async () => {
    const [row] = await sql`SELECT (SELECT count(*)::int FROM requests) AS requests,
      (SELECT count(*)::int FROM usage_ledger) AS charges, (SELECT sum(requests)::int FROM usage_hourly) AS hourly`;
    return row;
  };
  const before = await counts();
  const cleanup = (body: unknown) => ask("/api/admin/log-cleanup/manual", body);
  for (const empty of [{}, { dryRun: true }, { userIds: [], onlyBlocked: false }]) {
    const response = await cleanup(empty);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errorCode: "EMPTY_CONDITION" });
  }
  const now = new Date(Date.now() + 60_000).toISOString();
  expect(await json(cleanup({ beforeDate: now, dryRun: true }))).toMatchObject({
    totalDeleted: 2,
    dryRun: true,
  });
  expect(await json(cleanup({ statusCodes: [500], userIds: [caller.userId] }))).toMatchObject({
    totalDeleted: 0,
  });
  expect(await counts()).toEqual(before);
  const deleted = await json(cleanup({ beforeDate: now, statusCodeRange: { min: 200, max: 299 } }));
  expect(deleted).toMatchObject({ success: true, totalDeleted: 2, batchCount: 1 });
  expect(await counts()).toEqual({ ...before, requests: 0 });
});

it("40: refuses others", async () => {
  for (const path of ["/api/admin/system-config", "/api/admin/log-level", "/api/admin/database/status"]) {
    expect((await ask(path, undefined, caller.key)).status).toBe(403);
    expect((await fetch(hub.url + path)).status).toBe(401);
  }
});
