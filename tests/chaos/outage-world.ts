import { randomUUID } from "node:crypto";
import { vi } from "vitest";
import { type FakeUpstream, startFakeUpstream } from "../../dev/fake-upstream";
import { type HubProcess, startHubProcess } from "../support/hub-process";
import { type OwnPostgres, type OwnRedis, startOwnPostgres, startOwnRedis } from "../support/own-services";
import { makeTempDir } from "../support/temp-dir";

/** One of the hubs, which is killed now and then and comes back on its own directory. */
export interface Replica {
  readonly dataDir: string;
  /** undefined while it is down. */
  process: HubProcess | undefined;
  /** How often it was killed so far. */
  kills: number;
}

/** Two hub processes on a PostgreSQL and a Redis that the test may break, and the upstream they ask. */
export interface OutageWorld {
  readonly postgres: OwnPostgres;
  readonly redis: OwnRedis;
  readonly redisPrefix: string;
  readonly upstream: FakeUpstream;
  readonly replicas: readonly Replica[];
  readonly key: string;
  readonly userId: number;
  readonly start: (replica: Replica) => Promise<void>;
  readonly kill: (replica: Replica) => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function startOutageWorld(): Promise<OutageWorld> {
  const postgres = await startOwnPostgres();
  const redis = await startOwnRedis();
  const upstream = await startFakeUpstream({ record: "meta" });
  const redisPrefix = `test:${randomUUID()}:`;
  const env = {
    ADMIN_TOKEN: "outage-admin-token-0123456789",
    SECRET_KEY: "outage-secret-key-0123456789-0123456789",
    DSN: postgres.dsn,
    REDIS_URL: redis.url,
    REDIS_KEY_PREFIX: redisPrefix,
    // So few that an outage of seconds fills them.
    MESSAGE_REQUEST_ASYNC_MAX_PENDING: "100",
  };
  const dirs = [makeTempDir("outage"), makeTempDir("outage")];
  const replicas: Replica[] = dirs.map(({ path }) => ({ dataDir: path, process: undefined, kills: 0 }));
  const start = async (replica: Replica) => {
    replica.process = await startHubProcess({ dataDir: replica.dataDir, env });
  };
  for (const replica of replicas) await start(replica);
  const [first] = replicas;
  if (!first?.process) throw new Error("there is no hub");
  await first.process.call("providers/addProvider", { name: "fake", url: upstream.url, key: "sk-upstream" });
  const added = await first.process.call<{ user: { id: number }; defaultKey: { key: string } }>(
    "users/addUser",
    {
      ...{
        name: "ann",
        rpm: 1_000_000,
        dailyQuota: 100_000,
        limitMonthlyUsd: 200_000,
        limitConcurrentSessions: 1_000,
      },
    },
  );
  for (const { process } of replicas) await knows(process, added.defaultKey.key);
  return {
    ...{ postgres, redis, redisPrefix, upstream, replicas, start },
    ...{ key: added.defaultKey.key, userId: added.user.id },
    async kill(replica) {
      const { process } = replica;
      replica.kills++;
      replica.process = undefined;
      await process?.stop("SIGKILL");
    },
    async close() {
      await Promise.all(replicas.map(({ process }) => process?.stop()));
      await upstream.close();
      await redis.kill();
      await postgres.remove();
      for (const dir of dirs) dir.remove();
    },
  };
}

/** Waits until the hub has heard of the key. */
function knows(hub: HubProcess | undefined, key: string): Promise<void> {
  return vi.waitFor(
    async () => {
      const { status } = await fetch(`${hub?.url}/v1/models`, { headers: { "x-api-key": key } });
      if (status !== 200) throw new Error(`the hub answers ${status}`);
    },
    { timeout: 10_000 },
  );
}
