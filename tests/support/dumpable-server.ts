import { execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chownSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inject } from "vitest";
import { openPool } from "@/infra/postgres/client";
import { clientProgramVersion } from "@/infra/postgres/client-programs";
import { EMBEDDED_MAJOR_VERSION } from "@/infra/postgres/embedded-binaries";
import { unprivilegedRun } from "@/infra/postgres/unprivileged";
import { makeTempDir } from "./temp-dir";

/** A PostgreSQL server that the machine's own `pg_dump` can dump. */
export interface DumpableServer {
  /** Makes an empty database; returns its address as `DSN` would name it. */
  readonly newDatabase: () => Promise<string>;
  readonly stop: () => Promise<void>;
}

const OPTIONS = { max: 1, idleTimeoutSeconds: 1, connectTimeoutSeconds: 5, statementTimeoutMs: 60_000 };

/** Where Debian and Ubuntu keep the programs of a version. */
const binariesOf = (version: number) => `/usr/lib/postgresql/${version}/bin`;

/** Why no test with `pg_dump` can run here; null when it can. */
export async function dumpTestsProblem(): Promise<string | null> {
  const version = await clientProgramVersion("pg_dump");
  if (version === null || (await clientProgramVersion("pg_restore")) === null) {
    return "pg_dump and pg_restore are not installed (Debian: postgresql-client)";
  }
  if (version >= Number(EMBEDDED_MAJOR_VERSION) || existsSync(join(binariesOf(version), "initdb")))
    return null;
  return `pg_dump is of PostgreSQL ${version} and there is no server of that version (Debian: postgresql-${version})`;
}

/** The run's server where `pg_dump` is new enough for it, else one of `pg_dump`'s own version. */
export async function startDumpableServer(): Promise<DumpableServer> {
  const version = (await clientProgramVersion("pg_dump")) ?? 0;
  if (version >= Number(EMBEDDED_MAJOR_VERSION)) {
    return { newDatabase: () => newDatabase(inject("postgresSocketDir")), stop: async () => {} };
  }
  const dir = makeTempDir("old-server");
  const binaries = binariesOf(version);
  const [cluster, socketDir] = [join(dir.path, "cluster"), join(dir.path, "run")];
  const run = unprivilegedRun([cluster, binaries]);
  for (const path of [cluster, socketDir]) {
    mkdirSync(path, { mode: 0o700 });
    if (run.owner) chownSync(path, run.owner.uid, run.owner.gid);
  }
  const init = run.wrap(join(binaries, "initdb"), [
    ...["-D", cluster, "-U", "postgres", "--encoding=UTF8", "--locale=C", "--auth=trust", "--no-sync"],
  ]);
  execFileSync(init.command, init.args, { cwd: cluster, ...init.identity, stdio: "ignore" });
  const start = run.wrap(join(binaries, "postgres"), [
    ...["-D", cluster, "-c", "listen_addresses=", "-c", `unix_socket_directories=${socketDir}`],
    // What it holds is gone with the test anyway.
    ...["-c", "fsync=off"],
  ]);
  const server = spawn(start.command, start.args, { cwd: cluster, ...start.identity, stdio: "ignore" });
  await untilItAnswers(socketDir);
  return {
    newDatabase: () => newDatabase(socketDir),
    async stop() {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGINT");
      await ended;
      dir.remove();
    },
  };
}

const dsnOf = (socketDir: string, database: string) =>
  `postgres://postgres@localhost/${database}?host=${encodeURIComponent(socketDir)}`;

async function newDatabase(socketDir: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const pool = openPool(
    { kind: "server", dsn: dsnOf(socketDir, "postgres") },
    { ...OPTIONS, name: "server" },
  );
  await pool.sql.unsafe(`CREATE DATABASE "${name}"`);
  await pool.close();
  return dsnOf(socketDir, name);
}

async function untilItAnswers(socketDir: string): Promise<void> {
  const pool = openPool(
    { kind: "server", dsn: dsnOf(socketDir, "postgres") },
    { ...OPTIONS, name: "server" },
  );
  for (let attempt = 0; attempt < 200; attempt++) {
    const answers = await pool.sql`SELECT 1`.then(
      () => true,
      () => false,
    );
    if (answers) return pool.close();
    await sleep(100);
  }
  throw new Error("the server did not start");
}
