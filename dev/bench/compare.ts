import { Pool } from "undici";
import { runRound } from "./load";
import { percentile } from "./percentile";
import type { MeasuredProcess } from "./processes";
import { type Scenario, WARM_UP } from "./scenarios";

export const TARGETS = ["direct", "bare", "hub"] as const;
export type Target = (typeof TARGETS)[number];

/** What one target did in one scenario. */
export interface Measurement {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly requestsPerSecond: number;
  /** CPU of the proxy's process per request, ms; 0 for direct. */
  readonly cpuMs: number;
}

export type Comparison = Readonly<Record<Target, Measurement>>;

/** Work a round leaves behind (rows to write) belongs to the round: CPU is read after this pause. */
const SETTLE_MS = 600;

/** Lets a server answer until it does so as it does all day: V8 compiles what runs often. */
export async function warmUp({ url }: MeasuredProcess, key: string): Promise<void> {
  const pool = new Pool(url, { connections: WARM_UP.concurrency });
  await runRound(pool, WARM_UP, WARM_UP.requests, key);
  await pool.close();
}

/**
 * Runs a scenario against all targets, interleaved: round after round, each target in turn, so that whatever else the
 * machine does falls on all of them alike.
 */
export async function compare(
  scenario: Scenario,
  processes: Readonly<Record<Target, MeasuredProcess>>,
  key: string,
): Promise<Comparison> {
  const pools = mapTargets(
    (target) => new Pool(processes[target].url, { connections: scenario.concurrency }),
  );
  const gathered = mapTargets(() => ({ latencies: [] as number[], elapsedMs: 0, cpuMs: 0, requests: 0 }));
  for (const target of TARGETS)
    await runRound(pools[target], scenario, Math.ceil(scenario.requests / 3), key);
  for (let round = 0; round < scenario.rounds; round++) {
    for (const target of TARGETS) {
      await sleep(SETTLE_MS);
      const cpuBefore = processes[target].cpuMs();
      const { latencies, elapsedMs } = await runRound(pools[target], scenario, scenario.requests, key);
      await sleep(SETTLE_MS);
      const sums = gathered[target];
      sums.latencies.push(...latencies);
      sums.elapsedMs += elapsedMs;
      sums.requests += latencies.length;
      if (target !== "direct") sums.cpuMs += processes[target].cpuMs() - cpuBefore;
    }
  }
  await Promise.all(TARGETS.map((target) => pools[target].close()));
  return mapTargets((target) => {
    const { latencies, elapsedMs, cpuMs, requests } = gathered[target];
    return {
      p50Ms: percentile(latencies, 0.5),
      p99Ms: percentile(latencies, 0.99),
      requestsPerSecond: (requests / elapsedMs) * 1_000,
      cpuMs: cpuMs / requests,
    };
  });
}

function mapTargets<Value>(make: (target: Target) => Value): Record<Target, Value> {
  return { direct: make("direct"), bare: make("bare"), hub: make("hub") };
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
