import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { HubProcess } from "../support/hub-process";
import { ANSWER, ANSWER_USD, message, statuses } from "../support/limited-traffic";
import { type ReplicaProcesses, startReplicaProcesses } from "../support/replica-processes";

/** Two hub processes on one Redis, at which the same caller knocks 200 times at once. */

const ADMITTED = 10;

let replicas: ReplicaProcesses;

beforeAll(async () => {
  replicas = await startReplicaProcesses();
  replicas.upstream.setDefault(ANSWER);
  await replicas.first.call("providers/addProvider", {
    ...{ name: "fake", url: replicas.upstream.url, key: "sk-upstream" },
  });
});
afterAll(() => replicas.close());

async function addCaller(fields: object): Promise<string> {
  const { defaultKey } = await replicas.first.call<{ defaultKey: { key: string } }>("users/addUser", {
    name: "someone",
    ...fields,
  });
  const models = async ({ url }: HubProcess) =>
    (await fetch(`${url}/v1/models`, { headers: { "x-api-key": defaultKey.key } })).status;
  await expect.poll(() => models(replicas.second)).toBe(200);
  return defaultKey.key;
}

/** A hub that Redis keeps waiting counts by itself for a while: a machine so busy shows nothing of two that share one. */
const TRIES = 5;
const LOG_FLUSH_MS = 700;

async function knockWithRedis(fields: object): Promise<readonly number[]> {
  const hubs = [replicas.first, replicas.second];
  const givenUp = () => hubs.map((hub) => hub.output().split("Redis does not answer").length).join();
  for (let attempt = 1; ; attempt++) {
    for (const { url } of hubs) await expect.poll(() => countsWith(url), { timeout: 10_000 }).toBe("redis");
    const before = givenUp();
    const all = await knock(await addCaller(fields));
    await sleep(LOG_FLUSH_MS);
    if (givenUp() === before || attempt === TRIES) return all;
  }
}

async function countsWith(url: string): Promise<string> {
  const { parts } = (await (await fetch(`${url}/readyz`)).json()) as {
    parts: { counters: { mode: string } };
  };
  return parts.counters.mode;
}

const knock = (key: string) =>
  statuses((n) => {
    const { url } = n % 2 === 0 ? replicas.first : replicas.second;
    const headers = { "content-type": "application/json", "x-api-key": key };
    return fetch(`${url}/v1/messages`, { method: "POST", headers, body: JSON.stringify(message()) });
  }, 200);

const countOf = (all: readonly number[], status: number) => all.filter((one) => one === status).length;

it("31: admit together as many as the budget has room for, and one more at most", async () => {
  const all = await knockWithRedis({ dailyQuota: ANSWER_USD * ADMITTED });
  expect(countOf(all, 200)).toBeGreaterThanOrEqual(ADMITTED - 1);
  expect(countOf(all, 200)).toBeLessThanOrEqual(ADMITTED + 1);
  expect(countOf(all, 402)).toBe(200 - countOf(all, 200));
});

it.each([
  ["requests per minute", { rpm: ADMITTED }],
  ["sessions", { limitConcurrentSessions: ADMITTED }],
])("31, 33: admit together exactly as many %s as may be", async (_limit, fields) => {
  const all = await knockWithRedis(fields);
  expect([countOf(all, 200), countOf(all, 429)]).toEqual([ADMITTED, 190]);
});
