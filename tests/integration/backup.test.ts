import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { takeAdvisoryLock } from "@/infra/postgres/advisory-lock";
import { ADMIN_TOKEN, startTestHub, type TestCaller, type TestHub } from "../support/hub";

/** Backups, from one state of a hub to another and back. */

let hub: TestHub;
let caller: TestCaller;

beforeAll(async () => {
  hub = await startTestHub();
  await hub.addProvider({ name: "kept" });
  caller = await hub.addCaller({ name: "tab\tand \\ and 汉字" });
  await say(200);
});
afterAll(() => hub.close());

async function say(status: number): Promise<void> {
  const response = await hub.post("/v1/messages", caller.key, {
    model: "claude-sonnet-4-5",
    max_tokens: 10,
    messages: [{ role: "user", content: "hello" }],
  });
  await response.text();
  expect(response.status).toBe(status);
  await hub.runtime.ledger.flush();
}

const authorization = `Bearer ${ADMIN_TOKEN}`;

async function backup(query = ""): Promise<Buffer> {
  // The hub's own format, whatever programs the machine has.
  const response = await fetch(`${hub.url}/api/admin/database/export${query || "?"}&format=cch`, {
    headers: { authorization },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-disposition")).toMatch(
    /filename="backup_\d{8}T\d{6}Z(?:_no-logs)?\.cch\.gz"/,
  );
  return Buffer.from(await response.arrayBuffer());
}

const restore = (body: Buffer, query = "", confirmation: string = ADMIN_TOKEN) =>
  fetch(`${hub.url}/api/admin/database/import${query}`, {
    method: "POST",
    headers: { authorization, "x-confirm-credential": confirmation },
    body: new Uint8Array(body),
  });

/** Everything there is, as the database tells it, but for what a restore itself leaves behind. */
async function content() {
  const { sql } = hub.database.pool;
  const tables = await sql<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name NOT IN ('web_sessions', 'audit_log')
      AND table_name !~ '_(?:[0-9]{8}|default)$' ORDER BY 1`;
  const rows = await Promise.all(
    tables.map(
      async ({ name }) => [name, await sql`SELECT t::text AS row FROM ${sql(name)} AS t ORDER BY 1`] as const,
    ),
  );
  return Object.fromEntries(rows.map(([name, found]) => [name, found.map(({ row }) => row)]));
}

async function requestCount(): Promise<number> {
  const [row] = await hub.database.pool.sql<{ count: string }[]>`SELECT count(*) FROM requests`;
  return Number(row?.count);
}

it("brings everything back, and the hub goes on", async () => {
  const before = await content();
  expect(before.requests).toHaveLength(1);
  const kept = await backup();

  await hub.call("users/removeUser", { userId: caller.userId });
  await hub.addCaller({ name: "not kept" });
  await hub.addProvider({ name: "not kept" });
  expect((await hub.post("/v1/messages", caller.key, {})).status).toBe(401);
  await hub.runtime.ledger.flush();

  const restored = await restore(kept);
  expect(await restored.json()).toMatchObject({ ok: true });
  expect(await content()).toEqual(before);
  await say(200);
  const added = await hub.addCaller({ name: "with an id of its own" });
  expect(added.userId).toBeGreaterThan(caller.userId);
});

it("leaves out the log, and the money stays", async () => {
  const withoutLogs = await backup("?excludeLogs=true");
  expect(gunzipSync(withoutLogs).toString()).not.toContain('"table":"requests"');
  const count = await requestCount();
  expect((await restore(withoutLogs)).status).toBe(200);
  expect(await requestCount()).toBe(count);

  const withLogs = await backup();
  await say(200);
  expect((await restore(withLogs, "?skipLogs=1")).status).toBe(200);
  expect(await requestCount()).toBe(count + 1);
});

it("38, 37: holds no credential in clear", async () => {
  const text = gunzipSync(await backup()).toString();
  for (const secret of [caller.key, "sk-upstream-secret", ADMIN_TOKEN]) expect(text).not.toContain(secret);
});

describe("an import that is refused changes nothing", () => {
  const refusal = async (response: Response) => {
    const { errorCode, error } = (await response.json()) as { errorCode: string; error: string };
    return { status: response.status, errorCode, error };
  };

  it("without the credential once more", async () => {
    const kept = await backup();
    const readOnly = caller.key;
    for (const wrong of ["", "wrong", readOnly]) {
      expect(await refusal(await restore(kept, "", wrong))).toMatchObject({
        status: 403,
        errorCode: "CONFIRMATION_REQUIRED",
      });
    }
  });

  it.each([
    ["a text", (_kept: Buffer) => Buffer.from("SELECT 1;")],
    ["another gzip file", (_kept: Buffer) => gzipSync("SELECT 1;\n")],
    ["one cut short", (kept: Buffer) => kept.subarray(0, kept.length - 200)],
    ["one whose text is cut short", (kept: Buffer) => edited(kept, (text) => text.slice(0, text.length / 2))],
    [
      "one of another version",
      (kept: Buffer) => edited(kept, (text) => text.replace(/"schema":\d+/, '"schema":1')),
    ],
    [
      "one of another secret",
      (kept: Buffer) =>
        edited(kept, (text) => text.replace(/"secretFingerprint":"../, (head) => `${head.slice(0, -2)}zz`)),
    ],
    [
      "one with a table of its own",
      (kept: Buffer) => edited(kept, (text) => text.replace('{"table":"users"', '{"table":"pg_authid"')),
    ],
  ])("%s", async (_what, made) => {
    const before = await content();
    expect(await refusal(await restore(made(await backup())))).toMatchObject({
      status: 400,
      errorCode: "IMPORT_FAILED",
    });
    expect(await content()).toEqual(before);
    await say(200);
  });

  const edited = (kept: Buffer, edit: (text: string) => string) =>
    gzipSync(edit(gunzipSync(kept).toString()));
});

it("makes and reads one at a time", async () => {
  const release = await takeAdvisoryLock(hub.runtime.database.sql, "database-backup");
  const response = await fetch(`${hub.url}/api/admin/database/export`, { headers: { authorization } });
  expect(response.status).toBe(409);
  expect(await response.json()).toMatchObject({ errorCode: "BUSY" });
  expect((await restore(gzipSync(""))).status).toBe(409);
  await release?.();
  await backup();
});

it("40: is for admins only", async () => {
  const headers = { authorization: `Bearer ${caller.key}` };
  expect((await fetch(`${hub.url}/api/admin/database/export`, { headers })).status).toBe(403);
  expect(
    (await fetch(`${hub.url}/api/admin/database/import`, { method: "POST", headers, body: "x" })).status,
  ).toBe(403);
  expect((await fetch(`${hub.url}/api/admin/database/export`)).status).toBe(401);
});
