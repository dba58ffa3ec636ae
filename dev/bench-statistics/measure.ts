import { loadavg } from "node:os";
import { percentile } from "../bench/percentile";
import type { Line } from "./line";

export interface Timed {
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** CPU time of hub and database per call: what a busy machine changes least. */
  readonly cpuMs: number;
  /** What the machine did meanwhile: the load average of the last minute. */
  readonly load: number;
}

const WARM_UP = 2;

/** Asks the same again and again, one call after the other, each over HTTP and read to its end. */
export async function measure(
  line: Line,
  rounds: number,
  cpuMs: () => number,
  ask: (line: Line, round: number) => Promise<unknown>,
): Promise<Timed> {
  const times: number[] = [];
  for (let round = 0; round < WARM_UP; round++) await ask(line, round);
  const cpuBefore = cpuMs();
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now();
    await ask(line, round);
    times.push(performance.now() - startedAt);
  }
  return {
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
    cpuMs: (cpuMs() - cpuBefore) / rounds,
    load: loadavg()[0] ?? 0,
  };
}
