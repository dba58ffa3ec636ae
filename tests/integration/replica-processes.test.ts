import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openPool } from "@/infra/postgres/client";
import { putPrices } from "@/repository/prices";
import type { HubProcess } from "../support/hub-process";
import { type OwnPostgres, startOwnPostgres } from "../support/own-services";
import { type ReplicaProcesses, startReplicaProcesses } from "../support/replica-processes";

/** Two hub processes: what is changed in one is effective in the other within a second. */

const SECOND_MS = 1_000;

let postgres: OwnPostgres;
let replicas: ReplicaProcesses;
let first: HubProcess;
let second: HubProcess;
let key: string;
let keyId: number;

beforeAll(async () => {
  postgres = await startOwnPostgres();
  replicas = await startReplicaProcesses({ DSN: postgres.dsn });
  ({ first, second } = replicas);
  const added = await first.call<{ defaultKey: { key: string; id: number } }>("users/addUser", {
    name: "ann",
  });
  key = added.defaultKey.key;
  keyId = added.defaultKey.id;
  await first.call("keys/addKey", { userId: (await userOf()).id, name: "spare" });
});
afterAll(async () => {
  await replicas.close();
  await postgres.remove();
});

afterEach(async () => {
  for (const { id } of await first.call<{ id: number }[]>("providers/getProviders")) {
    await first.call("providers/removeProvider", { providerId: id });
  }
  await first.call("keys/toggleKeyEnabled", { keyId, enabled: true });
  replicas.upstream.reset();
});

/** A second is short for a machine that is overwhelmed, and Redis may be given up for a while: it is tried again then. */
const TIMED = { retry: 2 };

async function userOf() {
  const [user] = await first.call<{ id: number; keys: { id: number }[] }[]>("users/getUsers");
  if (!user) throw new Error("there is no user");
  return user;
}

const addProvider = async (fields: object = {}) =>
  (
    await first.call<{ id: number }>("providers/addProvider", {
      ...{ name: "fake", url: replicas.upstream.url, key: "sk-upstream", ...fields },
    })
  ).id;

async function ask(hub: HubProcess, session = String(Math.random())): Promise<Response> {
  const response = await fetch(`${hub.url}/v1/messages`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": key, "x-claude-code-session-id": session },
    body: JSON.stringify({
      ...{ model: "claude-sonnet-4-5", max_tokens: 5 },
      messages: [{ role: "user", content: `hello ${session}` }],
    }),
  });
  await response.text();
  return response;
}

/** Ms from `change` in the first hub until the second shows `seen`. Fails when it takes longer than a second. */
async function expectWithin1s(change: () => Promise<unknown>, seen: () => Promise<boolean>): Promise<void> {
  await change();
  const changedAt = performance.now();
  let askedAt = changedAt;
  const look = async () => {
    askedAt = performance.now();
    return seen();
  };
  await expect.poll(look, { timeout: 10 * SECOND_MS, interval: 10 }).toBe(true);
  expect(askedAt - changedAt).toBeLessThan(SECOND_MS);
}

const lastPath = () => replicas.upstream.requests.at(-1)?.url;

async function circuitOf(hub: HubProcess, providerId: number) {
  const states = await hub.call<Record<string, { circuitState: string }>>(
    "providers/getProvidersHealthStatus",
  );
  return states[String(providerId)]?.circuitState;
}

async function price(usdPerToken: number): Promise<void> {
  const pool = openPool(
    { kind: "server", dsn: postgres.dsn },
    { name: "test", max: 1, idleTimeoutSeconds: 1, connectTimeoutSeconds: 5, statementTimeoutMs: 0 },
  );
  const record = { input_cost_per_token: usdPerToken, output_cost_per_token: usdPerToken };
  await pool.db.transaction((tx) => putPrices(tx, "manual", new Map([["claude-sonnet-4-5", record]])));
  await pool.close();
}

/** What one token costs now by the second hub's reckoning, in USD. */
async function pricedAt(): Promise<number> {
  replicas.upstream.enqueue({ usage: { inputTokens: 1, outputTokens: 0 } });
  const id = (await ask(second)).headers.get("x-cch-request-id");
  for (;;) {
    const { logs } = await second.call<{ logs: { id: string; costUsd: string }[] }>(
      "usage-logs/getUsageLogsBatch",
      { limit: 20 },
    );
    const found = logs.find((log) => log.id === id);
    if (found) return Number(found.costUsd);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The table of changes; run as it is, and again when the database has been away. */
function changes(when: string) {
  describe(when, TIMED, () => {
    it("20: a key that is disabled", async () => {
      await addProvider();
      await expect.poll(async () => (await ask(second)).status).toBe(200);
      const toggle = (enabled: boolean) => first.call("keys/toggleKeyEnabled", { keyId, enabled });
      await expectWithin1s(
        () => toggle(false),
        async () => (await ask(second)).status === 401,
      );
      await expectWithin1s(
        () => toggle(true),
        async () => (await ask(second)).status === 200,
      );
    });

    it("20: a provider that is edited, and one that is removed", async () => {
      const providerId = await addProvider();
      await expect.poll(async () => (await ask(second)).status).toBe(200);
      await expectWithin1s(
        () => first.call("providers/editProvider", { providerId, url: `${replicas.upstream.url}/moved` }),
        async () => (await ask(second)).status === 200 && lastPath() === "/moved/v1/messages",
      );
      await expectWithin1s(
        () => first.call("providers/removeProvider", { providerId }),
        async () => (await ask(second)).status === 503,
      );
    });

    it("28: a price that is changed", async () => {
      await addProvider();
      await expect.poll(async () => (await ask(second)).status).toBe(200);
      const usd = 0.25 + Math.floor(Math.random() * 1_000);
      await expectWithin1s(
        () => price(usd),
        async () => (await pricedAt()) === usd,
      );
    });

    it("17, 20: a breaker that is opened, and one that is reset", async () => {
      const providerId = await addProvider({ circuit_breaker_failure_threshold: 1, max_retry_attempts: 1 });
      await expect.poll(async () => (await ask(second)).status).toBe(200);
      replicas.upstream.enqueue({ status: 500 });
      await expectWithin1s(
        () => ask(first),
        async () => (await circuitOf(second, providerId)) === "open",
      );
      expect((await ask(second)).status).toBe(503);
      await expectWithin1s(
        () => first.call("providers/resetProviderCircuit", { providerId }),
        async () => (await ask(second)).status === 200,
      );
    });
  });
}

changes("while everything is well");

it("23: a conversation stays with its provider whichever hub it comes through", TIMED, async () => {
  await addProvider({ name: "one" });
  await addProvider({ name: "two", url: `${replicas.upstream.url}/two` });
  await expect.poll(async () => (await second.call<unknown[]>("providers/getProviders")).length).toBe(2);
  for (let n = 0; n < 6; n++) {
    const session = `0198c0de-0000-7000-8000-00000000000${n}`;
    await ask(first, session);
    const chosen = lastPath();
    // The binding is written behind the answer.
    for (let turn = 0; turn < 3; turn++) {
      await expect.poll(async () => (await ask(second, session)) && lastPath()).toBe(chosen);
    }
  }
});

describe("when PostgreSQL was away", () => {
  it("20: what was changed meanwhile is made up for when it is back", async () => {
    const providerId = await addProvider();
    await expect.poll(async () => (await ask(second)).status).toBe(200);
    await postgres.stop();
    expect((await ask(second)).status).toBe(200);
    await postgres.start();
    // Before any hub listens again, by whatever means: nobody hears it.
    const pool = openPool(
      { kind: "server", dsn: postgres.dsn },
      { name: "test", max: 1, idleTimeoutSeconds: 1, connectTimeoutSeconds: 5, statementTimeoutMs: 0 },
    );
    await pool.sql`UPDATE providers SET is_enabled = false WHERE id = ${providerId}`;
    await pool.close();
    await expect.poll(async () => (await ask(second)).status, { timeout: 10_000 }).toBe(503);
    for (const { url } of [first, second]) {
      const database = async () =>
        ((await (await fetch(`${url}/readyz`)).json()) as { parts: { database: { ok: boolean } } }).parts
          .database.ok;
      await expect.poll(database, { timeout: 10_000 }).toBe(true);
    }
  });

  changes("and is back");
});
