import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, inject, it } from "vitest";
import { openPool } from "@/infra/postgres/client";
import { type FakeUpstream, startFakeUpstream } from "../../dev/fake-upstream";
import { type HubProcess, startHubProcess } from "../support/hub-process";
import { makeTempDir } from "../support/temp-dir";

/** The built hub as a process: how it starts, refuses to start, ends, and comes back after it was killed. */

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function tempDir(): string {
  const { path, remove } = makeTempDir("process");
  cleanups.push(remove);
  return path;
}

async function fakeUpstream(): Promise<FakeUpstream> {
  const upstream = await startFakeUpstream();
  cleanups.push(() => upstream.close());
  return upstream;
}

/** Runs the hub until it ends by itself. */
function runToEnd(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const { PATH, HOME } = process.env;
    const child = spawn(process.execPath, ["dist/server.js"], {
      env: { NODE_ENV: "production", PATH, HOME, HOST: "127.0.0.1", APP_PORT: "0", ...env },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.once("exit", (code) => resolve({ code, output }));
  });
}

async function setUp(hub: HubProcess, upstream: FakeUpstream): Promise<string> {
  await hub.call("providers/addProvider", { name: "fake", url: upstream.url, key: "sk-upstream" });
  const { defaultKey } = await hub.call<{ defaultKey: { key: string } }>("users/addUser", { name: "ann" });
  return defaultKey.key;
}

const body = (stream: boolean) =>
  JSON.stringify({
    model: "claude-sonnet-4-5",
    max_tokens: 50,
    stream,
    messages: [{ role: "user", content: `hello ${Math.random()}` }],
  });

/** Asks without pause until the hub is gone; resolves with the ids of the answers that came whole. */
async function ask(hub: HubProcess, key: string, stream: boolean): Promise<string[]> {
  const ids: string[] = [];
  try {
    for (;;) {
      const response = await fetch(`${hub.url}/v1/messages`, {
        method: "POST",
        headers: { "x-api-key": key, "content-type": "application/json" },
        body: body(stream),
      });
      const text = await response.text();
      const isWhole = stream ? text.includes("event: message_stop\n") : text.endsWith("}");
      if (response.status === 200 && isWhole) ids.push(response.headers.get("x-cch-request-id") ?? "");
    }
  } catch {
    return ids;
  }
}

describe("killed in mid-traffic", () => {
  it("1: has every completed request exactly once after the next start", async () => {
    const dataDir = tempDir();
    const upstream = await fakeUpstream();
    const first = await startHubProcess({ dataDir });
    const key = await setUp(first, upstream);
    const clients = Array.from({ length: 12 }, (_, n) => ask(first, key, n % 2 === 0));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await first.stop("SIGKILL");
    const completed = (await Promise.all(clients)).flat();
    expect(completed.length).toBeGreaterThan(20);

    const second = await startHubProcess({ dataDir });
    cleanups.push(() => second.stop());
    const pool = openPool(
      { kind: "embedded", socketDir: join(dataDir, "run"), database: "postgres" },
      { name: "test", max: 1, idleTimeoutSeconds: 1, connectTimeoutSeconds: 5, statementTimeoutMs: 0 },
    );
    cleanups.push(() => pool.close());
    const rows = await pool.sql`SELECT id, count(*)::int AS times FROM requests GROUP BY id`;
    const times = new Map(rows.map((row) => [row.id, row.times]));
    expect(completed.filter((id) => times.get(id) !== 1)).toEqual([]);
    const [sums] = await pool.sql`
      SELECT (SELECT sum(cost_usd) FROM usage_ledger)::text AS ledger,
        (SELECT sum(cost_usd) FROM usage_hourly)::text AS rollup,
        (SELECT count(*) FROM requests WHERE outcome <> 'refused')::int AS requests,
        (SELECT sum(requests) FROM usage_hourly)::int AS counted`;
    expect(sums?.ledger).toBe(sums?.rollup);
    expect(sums?.requests).toBe(sums?.counted);
    expect(second.output()).not.toContain("poisoned");
  });
});

describe("asked to end", () => {
  it("11: turns unready, lets a running stream finish, keeps its record and leaves no database behind", async () => {
    const dataDir = tempDir();
    const upstream = await fakeUpstream();
    const hub = await startHubProcess({ dataDir });
    const key = await setUp(hub, upstream);
    upstream.enqueue({ text: { repeat: "word ", times: 20 }, chunks: 20, delays: { betweenChunksMs: 50 } });
    const running = await fetch(`${hub.url}/v1/messages`, {
      method: "POST",
      headers: { "x-api-key": key, "content-type": "application/json" },
      body: body(true),
    });
    const ended = hub.stop("SIGTERM");
    await expect.poll(async () => (await fetch(`${hub.url}/readyz`)).status, { interval: 20 }).toBe(503);
    const late = await fetch(`${hub.url}/v1/messages`, { method: "POST" });
    expect(late.status).toBe(503);
    expect(await running.text()).toContain("event: message_stop");
    expect(await ended).toBe(0);
    expect(existsSync(join(dataDir, "postgres", "postmaster.pid"))).toBe(false);
    expect(existsSync(join(dataDir, "hub.lock"))).toBe(false);
    expect(readdirSync(join(dataDir, "journal"))).toEqual([]);

    const next = await startHubProcess({ dataDir });
    cleanups.push(() => next.stop());
    const { logs } = await next.call<{ logs: { id: string; outcome: string }[] }>(
      "usage-logs/getUsageLogsBatch",
    );
    expect(logs.map(({ id, outcome }) => [id, outcome])).toEqual([
      [late.headers.get("x-cch-request-id"), "failed"],
      [running.headers.get("x-cch-request-id"), "completed"],
    ]);
  });
});

describe("the first start", () => {
  it("makes the admin token and the secret key, for nobody else to read, and shows the token once", async () => {
    const dataDir = tempDir();
    const first = await startHubProcess({ dataDir });
    expect(first.output()).toContain(first.adminToken);
    for (const name of ["admin-token", "secret.key"]) {
      expect(statSync(join(dataDir, name)).mode & 0o777).toBe(0o600);
    }
    await first.stop();
    const second = await startHubProcess({ dataDir });
    cleanups.push(() => second.stop());
    expect(second.adminToken).toBe(first.adminToken);
    expect(second.output()).not.toContain(second.adminToken);
  });
});

describe("refuses to start, in one clear line,", () => {
  const lines = (output: string) => output.split("\n").filter((line) => line !== "");

  it("when a variable is bad", async () => {
    const { code, output } = await runToEnd({ DATA_DIR: tempDir(), AUTO_MIGRATE: "perhaps", TZ: "Nowhere" });
    expect(code).toBe(1);
    expect(lines(output)).toEqual([
      "The configuration has problems:",
      '  TZ: expected an IANA time zone such as Asia/Shanghai, got "Nowhere"',
      '  AUTO_MIGRATE: expected true/false, 1/0, yes/no or on/off, got "perhaps"',
    ]);
  });

  it("when the port is in use", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    cleanups.push(() => server.close());
    const { port } = server.address() as { port: number };
    const { code, output } = await runToEnd({
      DATA_DIR: tempDir(),
      APP_PORT: String(port),
      ADMIN_TOKEN: "some-admin-token",
    });
    expect(code).toBe(1);
    expect(lines(output)).toEqual([
      `Cannot start: port ${port} is in use; stop what uses it, or set APP_PORT`,
    ]);
  });

  it("when the data directory was made by another PostgreSQL", async () => {
    const dataDir = tempDir();
    mkdirSync(join(dataDir, "postgres"));
    writeFileSync(join(dataDir, "postgres", "PG_VERSION"), "15\n");
    const { code, output } = await runToEnd({ DATA_DIR: dataDir, ADMIN_TOKEN: "some-admin-token" });
    expect(code).toBe(1);
    expect(lines(output)).toEqual([
      expect.stringMatching(/^Cannot start: .*made by PostgreSQL 15, this hub ships 18; .*DATA_DIR$/),
    ]);
  });

  it("when the data directory cannot be written", async () => {
    const dataDir = tempDir();
    const blocked = join(dataDir, "file");
    writeFileSync(blocked, "");
    chmodSync(blocked, 0o400);
    const { code, output } = await runToEnd({
      DATA_DIR: join(blocked, "data"),
      ADMIN_TOKEN: "some-admin-token",
    });
    expect(code).toBe(1);
    expect(lines(output)).toEqual([
      expect.stringMatching(/^Cannot start: cannot write to the data directory .*DATA_DIR/),
    ]);
  });

  it("when another hub uses the data directory", async () => {
    const dataDir = tempDir();
    const hub = await startHubProcess({ dataDir });
    cleanups.push(() => hub.stop());
    const { code, output } = await runToEnd({ DATA_DIR: dataDir, ADMIN_TOKEN: "some-admin-token" });
    expect(code).toBe(1);
    expect(lines(output)).toEqual([
      expect.stringMatching(/^Cannot start: another hub \(process \d+ on .*\) uses/),
    ]);
    expect((await fetch(`${hub.url}/healthz`)).status).toBe(200);
  });

  it("when the database was set up with another secret key", { timeout: 90_000 }, async () => {
    const dataDir = tempDir();
    await (await startHubProcess({ dataDir })).stop();
    const { code, output } = await runToEnd({
      DATA_DIR: dataDir,
      SECRET_KEY: "another-secret-key-of-enough-length-123",
    });
    expect(code).toBe(1);
    expect(lines(output)).toEqual([expect.stringMatching(/^Cannot start: SECRET_KEY is not the one/)]);
  });

  it("when the database server does not know the database", async () => {
    const { code, output } = await runToEnd({
      DATA_DIR: tempDir(),
      ADMIN_TOKEN: "some-admin-token",
      DSN: `postgres://postgres:a-password@localhost/nowhere?host=${inject("postgresSocketDir")}`,
    });
    expect(code).toBe(1);
    expect(output).not.toContain("a-password");
    expect(lines(output).at(-1)).toMatch(
      /^Cannot start: cannot connect to postgres:\/\/•••@localhost\/nowhere/,
    );
  });
});
