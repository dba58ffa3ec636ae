import { Pool } from "undici";
import type { BenchKeys } from "./hub";
import { percentile } from "./percentile";
import type { MeasuredProcess } from "./processes";
import { message } from "./scenarios";

const REQUESTS = 1_500;
const WARM_UP = 300;

export interface Failover {
  /** A request whose first provider fails, through the hub, ms. */
  readonly failedOverMs: number;
  /** One that is answered at once. */
  readonly plainMs: number;
  /** The failing answer itself, asked for without the hub. */
  readonly failedAttemptMs: number;
}

/** The medians of requests that fail over and of those that do not, taken in turn, one at a time. */
export async function runFailover(
  hub: Pick<MeasuredProcess, "url">,
  failing: Pick<MeasuredProcess, "url">,
  keys: BenchKeys,
): Promise<Failover> {
  const throughHub = new Pool(hub.url, { connections: 1 });
  const direct = new Pool(failing.url, { connections: 1 });
  const failedOver: number[] = [];
  const plain: number[] = [];
  const failed: number[] = [];
  for (let n = -WARM_UP; n < REQUESTS; n++) {
    const times = [
      await ask(throughHub, keys.failover, n, 200),
      await ask(throughHub, keys.plain, n, 200),
      await ask(direct, "none", n, 500),
    ] as const;
    if (n < 0) continue;
    failedOver.push(times[0]);
    plain.push(times[1]);
    failed.push(times[2]);
  }
  await expectFailures(direct, 2 * (WARM_UP + REQUESTS));
  await Promise.all([throughHub.close(), direct.close()]);
  return {
    failedOverMs: percentile(failedOver, 0.5),
    plainMs: percentile(plain, 0.5),
    failedAttemptMs: percentile(failed, 0.5),
  };
}

async function ask(pool: Pool, key: string, n: number, status: number): Promise<number> {
  // Without a session, which would stay with the provider that answered last.
  const body = message(n, { metadata: undefined });
  const startedAt = performance.now();
  const answer = await pool.request({
    ...{ path: "/v1/messages", method: "POST", body },
    headers: { "content-type": "application/json", "x-api-key": key, "anthropic-version": "2023-06-01" },
  });
  await answer.body.text();
  const took = performance.now() - startedAt;
  if (answer.statusCode !== status) throw new Error(`expected ${status}, got ${answer.statusCode}`);
  return took;
}

/** A bench in which nothing failed over would show fine figures. */
async function expectFailures(direct: Pool, expected: number): Promise<void> {
  const answer = await direct.request({ path: "/__fake/state", method: "GET" });
  const { requests } = (await answer.body.json()) as { requests: number };
  if (requests < expected)
    throw new Error(`the failing provider was asked ${requests} times, not ${expected}`);
}
