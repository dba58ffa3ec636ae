import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "undici";
import { createRedis } from "../../src/infra/redis/client";
import type { MeasuredProcess } from "./processes";
import { message } from "./scenarios";
import type { BenchServers } from "./servers";

const REQUESTS = 500;
const REQUESTS_WITHOUT_DATABASE = 50;
const IDLE_MS = 4_000;
/** The hub settles behind its answers. */
const SETTLE_MS = 500;
const ANSWER_TIMEOUT_MS = 5_000;

export interface RoundTrips {
  /** Commands sent to Redis for one request, what the hub does by itself from time to time deducted. */
  readonly redisPerRequest: number;
  /** Requests answered while PostgreSQL answered nothing, and how many were asked. */
  readonly answered: number;
  readonly asked: number;
}

/** What one request costs in waits for Redis and PostgreSQL. */
export async function countRoundTrips(
  hub: Pick<MeasuredProcess, "url">,
  key: string,
  { redisUrl, withoutDatabase }: BenchServers,
): Promise<RoundTrips> {
  const calls = await callCounter(redisUrl);
  const pool = new Pool(hub.url, { connections: 1 });
  await ask(pool, key, 0);
  await sleep(SETTLE_MS);
  const idle = await ratePerMs(calls.read, () => sleep(IDLE_MS));
  const before = await calls.read();
  const startedAt = performance.now();
  for (let n = 1; n <= REQUESTS; n++) await ask(pool, key, n);
  await sleep(SETTLE_MS);
  const own = idle * (performance.now() - startedAt);
  const redisPerRequest = ((await calls.read()) - before - own) / REQUESTS;
  calls.close();
  let answered = 0;
  await withoutDatabase(async () => {
    for (let n = 0; n < REQUESTS_WITHOUT_DATABASE; n++) {
      answered += await ask(pool, key, REQUESTS + n).then(
        () => 1,
        () => 0,
      );
    }
  });
  await pool.close();
  return { redisPerRequest, answered, asked: REQUESTS_WITHOUT_DATABASE };
}

/** How many scripts were sent so far. What scripts do inside the server is no round trip; the hub sends little else. */
async function callCounter(url: string) {
  const redis = createRedis({ url, tlsRejectUnauthorized: true, keyPrefix: "", connectionName: "bench" });
  await redis.connect();
  return {
    async read(): Promise<number> {
      const stats = await redis.info("commandstats");
      const calls = [...stats.matchAll(/cmdstat_eval(?:sha)?:calls=(\d+)/g)];
      return calls.reduce((sum, [, count]) => sum + Number(count), 0);
    },
    close: () => redis.disconnect(),
  };
}

async function ratePerMs(read: () => Promise<number>, during: () => Promise<void>): Promise<number> {
  const before = await read();
  const startedAt = performance.now();
  await during();
  return ((await read()) - before) / (performance.now() - startedAt);
}

async function ask(pool: Pool, key: string, n: number): Promise<void> {
  const answer = await pool.request({
    ...{ path: "/v1/messages", method: "POST", body: message(n) },
    headers: { "content-type": "application/json", "x-api-key": key, "anthropic-version": "2023-06-01" },
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
  });
  await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`expected 200, got ${answer.statusCode}`);
}
