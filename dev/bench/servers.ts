import { startOwnPostgres, startOwnRedis } from "../../tests/support/own-services";

/** A PostgreSQL and a Redis server for the hub under measurement. */
export interface BenchServers {
  /** What makes a hub use them. */
  readonly env: Readonly<Record<string, string>>;
  readonly redisUrl: string;
  /** Runs `work` while PostgreSQL is stopped in its tracks: it takes statements and answers none. */
  readonly withoutDatabase: (work: () => Promise<void>) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts both, empty: Redis on loopback, PostgreSQL on a unix socket. */
export async function startServers(): Promise<BenchServers> {
  const postgres = await startOwnPostgres();
  const redis = await startOwnRedis().catch(async (error: unknown) => {
    await postgres.remove();
    throw error;
  });
  return {
    env: { DSN: postgres.dsn, REDIS_URL: redis.url },
    redisUrl: redis.url,
    async withoutDatabase(work) {
      const thaw = postgres.freeze();
      await work().finally(thaw);
    },
    async stop() {
      await redis.kill();
      await postgres.remove();
    },
  };
}
