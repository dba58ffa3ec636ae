import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { connect, createServer } from "node:net";
import type { TestProject } from "vitest/node";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/infra/postgres/embedded";
import { makeTempDir } from "./temp-dir";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of the unix socket of a real PostgreSQL server that the whole run shares. */
    postgresSocketDir: string;
    /** A real Redis server; tests keep apart by key prefix. */
    redisUrl: string;
  }
}

const REDIS_SERVERS = ["redis-server", "valkey-server"];
const START_TIMEOUT_MS = 10_000;

/**
 * The real services the tests run against, started once per run and ended with it: PostgreSQL as the hub embeds it, and
 * Redis from `REDIS_URL`, else from the PATH.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const temp = makeTempDir("services");
  const postgres: EmbeddedPostgres = await startEmbeddedPostgres(temp.path);
  const redis = await startRedis();
  project.provide("postgresSocketDir", postgres.socketDir);
  project.provide("redisUrl", redis.url);
  return async () => {
    redis.stop();
    await postgres.stop();
    temp.remove();
  };
}

async function startRedis(): Promise<{ readonly url: string; readonly stop: () => void }> {
  if (process.env.REDIS_URL) return { url: process.env.REDIS_URL, stop: () => {} };
  const program = REDIS_SERVERS.find(isOnPath);
  if (!program) {
    throw new Error(
      `no ${REDIS_SERVERS.join(" or ")} on the PATH and no REDIS_URL; \`npm test\` installs one as root`,
    );
  }
  const port = await freePort();
  const child = spawn(
    program,
    ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
    {
      stdio: "ignore",
    },
  );
  await answersOn(port, child);
  return { url: `redis://127.0.0.1:${port}`, stop: () => child.kill("SIGKILL") };
}

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? "").split(":").some((folder) => existsSync(`${folder}/${program}`));
}

/** A TCP port of the loopback interface that nobody uses now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (typeof address === "object" && address ? resolve(address.port) : reject()));
    });
  });
}

async function answersOn(port: number, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    if (await canConnect(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`the Redis server on port ${port} did not start`);
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
