import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { type FakeUpstream, startFakeUpstream } from "../../dev/fake-upstream";
import { createDatabase } from "./database";
import { type HubProcess, startHubProcess } from "./hub-process";

/** Two hubs, each a process of its own, on one PostgreSQL and one Redis, with a scriptable upstream. */
export interface ReplicaProcesses {
  readonly first: HubProcess;
  readonly second: HubProcess;
  readonly upstream: FakeUpstream;
  /** What another replica needs. */
  readonly env: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

/** @param env `DSN`: a server of the test's own, instead of a database on the run's */
export async function startReplicaProcesses(
  env: Readonly<Record<string, string>> = {},
): Promise<ReplicaProcesses> {
  const database = env.DSN ? null : await createDatabase();
  const upstream = await startFakeUpstream({ record: "meta" });
  const shared = {
    ADMIN_TOKEN: "replica-admin-token-0123456789",
    SECRET_KEY: "replica-secret-key-0123456789-0123456789",
    ...(database && { DSN: database.dsn }),
    REDIS_URL: inject("redisUrl"),
    REDIS_KEY_PREFIX: `test:${randomUUID()}:`,
    ...env,
  };
  const first = await startHubProcess({ env: shared });
  const second = await startHubProcess({ env: shared });
  return {
    ...{ first, second, upstream, env: shared },
    async close() {
      await Promise.all([first.stop(), second.stop()]);
      await upstream.close();
      await database?.drop();
    },
  };
}
