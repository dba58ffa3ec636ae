import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { inject } from "vitest";
import { createRestApp } from "@/actions/http/rest-app";
import { readEnv } from "@/config/env";
import { gatewayDeps } from "@/gateway/gateway-deps";
import { createGatewayApp } from "@/gateway/http/app";
import { createHubServer } from "@/gateway/http/server";
import { JOBS } from "@/jobs/registry";
import { deskJobs } from "@/jobs/schedule";
import { publishRuntime, type Runtime } from "@/services/runtime/runtime";
import { startRuntime } from "@/services/runtime/start";
import { type FakeUpstream, type FakeUpstreamOptions, startFakeUpstream } from "../../dev/fake-upstream";
import { callAction } from "./call-action";
import { createDatabase, type TestDatabase } from "./database";
import { makeTempDir } from "./temp-dir";

export const ADMIN_TOKEN = "test-admin-token-0123456789";

/** `POST` to the gateway with a JSON body. */
type Post = (path: string, key: string, body: unknown, headers?: Record<string, string>) => Promise<Response>;

/** A hub in this process: gateway and REST actions on a loopback port, a database of its own, a scriptable upstream. */
export interface TestHub {
  readonly url: string;
  readonly runtime: Runtime;
  readonly database: TestDatabase;
  readonly upstream: FakeUpstream;
  readonly server: Server;
  /** Calls an action as the holder of ADMIN_TOKEN; throws on `ok: false`. */
  readonly call: <Data>(action: string, input?: unknown) => Promise<Data>;
  /** Adds a provider of type `claude` at the fake upstream unless told otherwise; returns its id. */
  readonly addProvider: (fields?: Readonly<Record<string, unknown>>) => Promise<number>;
  /** Adds a user with a key; returns the key's text and the ids. */
  readonly addCaller: (fields?: Readonly<Record<string, unknown>>) => Promise<TestCaller>;
  readonly post: Post;
  /** What a replica has to share with it. */
  readonly env: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

export interface TestCaller {
  readonly key: string;
  readonly userId: number;
  readonly keyId: number;
}

export interface TestHubOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Counters in the run's Redis server instead of in the process. */
  readonly redis?: boolean;
  /** How much the upstream remembers of each request; everything unless told otherwise. */
  readonly record?: FakeUpstreamOptions["record"];
}

export async function startTestHub({
  env = {},
  redis = false,
  record = "full",
}: TestHubOptions = {}): Promise<TestHub> {
  const database = await createDatabase();
  const dir = makeTempDir("data");
  const shared = {
    NODE_ENV: "test",
    ADMIN_TOKEN,
    SECRET_KEY: "test-secret-key-0123456789-0123456789",
    DSN: database.dsn,
    LOG_LEVEL: "silent",
    ...(redis && { REDIS_URL: inject("redisUrl"), REDIS_KEY_PREFIX: `test:${randomUUID()}:` }),
    ...env,
  };
  const runtime = await publishRuntime(() =>
    startRuntime({ env: readEnv({ ...shared, DATA_DIR: dir.path }) }),
  );
  // Known, so that actions can run them; nothing runs by itself.
  runtime.jobs.handIn(deskJobs(JOBS, runtime));
  const upstream = await startFakeUpstream({ record });
  const { server, url } = await serve(runtime);
  const call = <Data>(action: string, input?: unknown) => callAction<Data>(url, ADMIN_TOKEN, action, input);
  return {
    ...{ url, runtime, database, upstream, server, call, env: shared },
    async addProvider(fields = {}) {
      const given = {
        name: "fake",
        url: upstream.url,
        key: "sk-upstream-secret",
        provider_type: "claude",
        ...fields,
      };
      return (await call<{ id: number }>("providers/addProvider", given)).id;
    },
    async addCaller(fields = {}) {
      const { user, defaultKey } = await call<{
        user: { id: number };
        defaultKey: { id: number; key: string };
      }>("users/addUser", { name: "someone", ...fields });
      return { key: defaultKey.key, userId: user.id, keyId: defaultKey.id };
    },
    post: poster(url),
    async close() {
      server.close();
      server.closeAllConnections();
      await runtime.shutdown();
      await upstream.close();
      await database.drop();
      dir.remove();
    },
  };
}

/** The gateway of a second hub on the same database, and on the same Redis where the first has one. */
export interface TestReplica {
  readonly url: string;
  readonly runtime: Runtime;
  readonly post: Post;
  readonly close: () => Promise<void>;
}

/** Its REST actions are the first hub's: they find their runtime through the process, which knows one. */
export async function startReplica({ env }: Pick<TestHub, "env">): Promise<TestReplica> {
  const dir = makeTempDir("replica");
  const runtime = await startRuntime({ env: readEnv({ ...env, DATA_DIR: dir.path }) });
  const { server, url } = await serve(runtime);
  return {
    ...{ url, runtime, post: poster(url) },
    async close() {
      server.close();
      server.closeAllConnections();
      await runtime.shutdown();
      dir.remove();
    },
  };
}

async function serve(runtime: Runtime) {
  const server = createHubServer({
    gateway: getRequestListener(createGatewayApp(gatewayDeps(runtime)).fetch, {
      overrideGlobalObjects: false,
      autoCleanupIncoming: false,
    }),
    rest: getRequestListener(createRestApp().fetch, { overrideGlobalObjects: false }),
    dashboard: (_incoming, outgoing) => outgoing.writeHead(404).end(),
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function poster(url: string): Post {
  return (path, key, body, headers = {}) =>
    fetch(url + path, {
      method: "POST",
      headers: { "content-type": "application/json", "x-api-key": key, ...headers },
      body: JSON.stringify(body),
    });
}
