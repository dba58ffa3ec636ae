import type { TestProject } from "vitest/node";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/infra/postgres/embedded";
import { freePort } from "./free-port";
import { launchRedis } from "./launch-redis";
import { makeTempDir } from "./temp-dir";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of the unix socket of a real PostgreSQL server that the whole run shares. */
    postgresSocketDir: string;
    /** A real Redis server; tests keep apart by key prefix. */
    redisUrl: string;
  }
}

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
  const port = await freePort();
  const server = await launchRedis(port);
  return { url: `redis://127.0.0.1:${port}`, stop: () => server.kill("SIGKILL") };
}
