import type { Pool } from "undici";
import type { Scenario } from "./scenarios";

/** Every request of the whole run has a number of its own. */
let requestNumber = 0;

export interface Round {
  /** ms, one per request. */
  readonly latencies: readonly number[];
  readonly elapsedMs: number;
}

/** Sends a scenario's requests to one target and checks each answer. @throws {Error} at the first wrong one */
export async function runRound(
  pool: Pool,
  scenario: Scenario,
  requests: number,
  key: string,
): Promise<Round> {
  const latencies: number[] = [];
  let left = requests;
  const startedAt = performance.now();
  const client = async () => {
    while (left-- > 0) latencies.push(await ask(pool, scenario, key));
  };
  await Promise.all(Array.from({ length: scenario.concurrency }, client));
  return { latencies, elapsedMs: performance.now() - startedAt };
}

async function ask(pool: Pool, { body, headers, isRight }: Scenario, key: string): Promise<number> {
  const text = body(requestNumber++);
  const startedAt = performance.now();
  const answer = await pool.request({
    path: "/v1/messages",
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-api-key": key,
      "anthropic-version": "2023-06-01",
      ...headers,
    },
    body: text,
  });
  const received = await answer.body.text();
  const latency = performance.now() - startedAt;
  if (answer.statusCode !== 200 || !isRight(received)) {
    throw new Error(`wrong answer (${answer.statusCode}): ${received.slice(0, 500)}`);
  }
  return latency;
}
