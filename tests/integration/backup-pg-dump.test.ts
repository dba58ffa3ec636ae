import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DumpableServer, dumpTestsProblem, startDumpableServer } from "../support/dumpable-server";
import { ADMIN_TOKEN, startTestHub, type TestCaller, type TestHub } from "../support/hub";
import { makeTempDir } from "../support/temp-dir";

/** Backups as archives of `pg_dump`, where the database is a server's. */

const problem = await dumpTestsProblem();

describe.skipIf(problem !== null)(
  `backups by pg_dump${problem === null ? "" : `: skipped, ${problem}`}`,
  () => {
    let server: DumpableServer;
    let hub: TestHub;
    let caller: TestCaller;

    beforeAll(async () => {
      server = await startDumpableServer();
      hub = await startTestHub({ env: { DSN: await server.newDatabase() } });
      await hub.addProvider({ name: "kept" });
      caller = await hub.addCaller({ name: "tab\tand \\ and 汉字" });
      await say(200);
    });
    afterAll(async () => {
      await hub.close();
      await server.stop();
    });

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
    const exported = (query = "") =>
      fetch(`${hub.url}/api/admin/database/export${query}`, { headers: { authorization } });
    const backup = async (query = "") => Buffer.from(await (await exported(query)).arrayBuffer());
    const restore = (body: Buffer, query = "") =>
      fetch(`${hub.url}/api/admin/database/import${query}`, {
        method: "POST",
        headers: { authorization, "x-confirm-credential": ADMIN_TOKEN },
        body: new Uint8Array(body),
      });
    const refusal = async (response: Response) => {
      const { errorCode, error } = (await response.json()) as { errorCode: string; error: string };
      return { status: response.status, errorCode, error };
    };

    /** Everything there is, but for what a restore itself leaves behind. */
    async function content() {
      const { sql } = hub.runtime.database;
      const tables = await sql<{ name: string }[]>`
      SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name NOT IN ('web_sessions', 'audit_log')
        AND table_name !~ '_(?:[0-9]{8}|default)$' ORDER BY 1`;
      const all: Record<string, string[]> = {};
      for (const { name } of tables) {
        const rows = await sql<{ row: string }[]>`SELECT t::text AS row FROM ${sql(name)} AS t ORDER BY 1`;
        all[name] = rows.map(({ row }) => row);
      }
      return all;
    }

    it("are made where pg_dump fits the server, and pg_restore can read them", async () => {
      const response = await exported();
      expect(response.status).toBe(200);
      expect(response.headers.get("content-disposition")).toMatch(/filename="backup_\d{8}T\d{6}Z\.dump"/);
      const dump = Buffer.from(await response.arrayBuffer());
      expect(dump.subarray(0, 5).toString()).toBe("PGDMP");
      const listed = execFileSync("pg_restore", ["--list"], { input: dump }).toString();
      expect(listed).toMatch(/TABLE DATA public users/);
      expect(listed).not.toMatch(/TABLE DATA public web_sessions/);
      expect((await backup("?format=cch")).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
      expect(await refusal(await exported("?format=tar"))).toMatchObject({ errorCode: "INVALID_INPUT" });
    });

    it("bring everything back, and the hub goes on", async () => {
      const before = await content();
      expect(before.requests).toHaveLength(1);
      const kept = await backup();
      await hub.call("users/removeUser", { userId: caller.userId });
      await hub.addCaller({ name: "not kept" });
      await hub.addProvider({ name: "not kept" });

      const restored = await restore(kept);
      expect(await restored.json()).toMatchObject({
        ok: true,
        data: { tables: expect.arrayContaining(["users"]) },
      });
      expect(await content()).toEqual(before);
      await say(200);
      const added = await hub.addCaller({ name: "with an id of its own" });
      expect(added.userId).toBeGreaterThan(caller.userId);
    });

    it("leave out the log, and the log that is there stays", async () => {
      const count = async () => (await content()).requests?.length ?? 0;
      const before = await count();
      const withoutLogs = await backup("?excludeLogs=true");
      await say(200);
      expect((await restore(withoutLogs)).status).toBe(200);
      expect(await count()).toBe(before + 1);
      const withLogs = await backup();
      await say(200);
      expect((await restore(withLogs, "?skipLogs=1")).status).toBe(200);
      expect(await count()).toBe(before + 2);
      expect((await restore(withLogs)).status).toBe(200);
      expect(await count()).toBe(before + 1);
    });

    it("made by hand, without the hub's options, do too", async () => {
      const before = await content();
      const dump = execFileSync("pg_dump", ["--format=custom", `--dbname=${hub.env.DSN}`], {
        maxBuffer: 64 * 1024 * 1024,
      });
      await hub.addCaller({ name: "not kept either" });
      expect((await restore(dump)).status).toBe(200);
      expect(await content()).toEqual(before);
    });

    it("and the hub's own format take each other's place", async () => {
      const before = await content();
      const own = await backup("?format=cch");
      expect(gunzipSync(own).toString()).toContain("claude-code-hub backup");
      await hub.addCaller({ name: "gone again" });
      expect((await restore(own)).status).toBe(200);
      expect(await content()).toEqual(before);
    });

    it("38, 37: hold no credential in clear", async () => {
      const script = execFileSync("pg_restore", ["--file=-"], { input: await backup() }).toString();
      expect(script).toContain("COPY public.users");
      for (const secret of [caller.key, "sk-upstream-secret", ADMIN_TOKEN])
        expect(script).not.toContain(secret);
    });

    it("40: give the password to pg_dump where the list of processes does not show it", async () => {
      const dir = makeTempDir("programs");
      const seen = join(dir.path, "seen");
      writeFileSync(
        join(dir.path, "pg_dump"),
        `#!/bin/sh\nif [ "$1" = --version ]; then echo "pg_dump (PostgreSQL) 99.1"; exit; fi\necho "$@ $PGPASSWORD $ADMIN_TOKEN" > ${seen}\n`,
        { mode: 0o755 },
      );
      const { runDump } = await import("@/infra/postgres/client-programs");
      const path = process.env.PATH;
      process.env.PATH = `${dir.path}:${path}`;
      try {
        for await (const _piece of runDump("postgres://u:p%40ss@db.example/hub?sslmode=require&max=3", [
          "-Fc",
        ]));
      } finally {
        process.env.PATH = path;
      }
      const told = execFileSync("cat", [seen]).toString().trim();
      dir.remove();
      expect(told).toBe("-Fc --dbname=postgres://u@db.example/hub?sslmode=require p@ss");
    });

    describe("that do not fit change nothing", () => {
      it.each([
        [
          "cut short",
          async (dump: Buffer) => dump.subarray(0, dump.length - 2_000),
          /pg_restore cannot read it/,
        ],
        ["with nothing but a beginning", async () => Buffer.from("PGDMP"), /pg_restore cannot read it/],
        [
          "of another database",
          async () => {
            const other = await server.newDatabase();
            execFileSync("psql", [other, "-c", "CREATE TABLE settings (id int, secret_fingerprint text)"]);
            return execFileSync("pg_dump", ["--format=custom", `--dbname=${other}`]);
          },
          /this hub has no table|no backup of this hub/,
        ],
        [
          "of a hub with another secret",
          () => edited("UPDATE settings SET secret_fingerprint = 'zz'"),
          /another SECRET_KEY/,
        ],
        [
          "of another version of the hub",
          () => edited("UPDATE drizzle.__drizzle_migrations SET created_at = 1"),
          /another version/,
        ],
        [
          "with a value that cannot be read",
          () => edited("ALTER TABLE audit_log ALTER COLUMN actor_user_id TYPE text USING 'somebody'"),
          /its rows of audit_log do not fit/,
        ],
        [
          "with rows that contradict each other",
          () =>
            edited(
              "ALTER TABLE users DROP CONSTRAINT users_pkey CASCADE; INSERT INTO users OVERRIDING SYSTEM VALUE SELECT * FROM users",
            ),
          /its rows of (?:users|api_keys) do not fit/,
        ],
      ])("%s", async (_what, make, reason) => {
        const made = await make(await backup());
        const before = await content();
        expect(await refusal(await restore(made))).toMatchObject({
          ...{ status: 400, errorCode: "IMPORT_FAILED", error: expect.stringMatching(reason) },
        });
        expect(await content()).toEqual(before);
        await say(200);
      });

      /** A dump of a copy of this hub's database in which something was changed. */
      async function edited(statement: string): Promise<Buffer> {
        const copy = await server.newDatabase();
        const script = execFileSync("pg_restore", ["--file=-"], { input: await backup() });
        execFileSync("psql", [copy, "-q"], { input: script, stdio: ["pipe", "ignore", "ignore"] });
        execFileSync("psql", [copy, "-q", "-v", "ON_ERROR_STOP=1", "-c", statement]);
        return execFileSync("pg_dump", ["--format=custom", `--dbname=${copy}`], {
          maxBuffer: 64 * 1024 * 1024,
        });
      }
    });
  },
);
