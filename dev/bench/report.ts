import type { Boot } from "./boot";
import type { Comparison } from "./compare";
import type { Failover } from "./failover";
import type { RoundTrips } from "./round-trips";
import type { Scenario } from "./scenarios";
import { SLOW_STREAMS, type SlowStreams } from "./slow-streams";

const MIB = 1024 * 1024;
const COLUMNS = [
  "scenario",
  "at",
  "added p50",
  "added p99",
  "CPU bare",
  "CPU hub",
  "CPU ×",
  "req/s bare",
  "req/s hub",
  "req/s ×",
];
const WIDTHS = [20, 4, 18, 18, 10, 10, 7, 11, 11, 8];

function row(cells: readonly string[]): string {
  return cells
    .map((cell, index) => (index < 2 ? cell.padEnd(WIDTHS[index] ?? 0) : cell.padStart(WIDTHS[index] ?? 0)))
    .join(" ");
}

export function printHeader(): void {
  console.log(
    "Added latency is over the direct connection, in ms: bare → hub. CPU is ms per request of the proxy's process.",
  );
  console.log(row(COLUMNS));
}

export function printComparison({ name, concurrency }: Scenario, { direct, bare, hub }: Comparison): void {
  const added = (field: "p50Ms" | "p99Ms") =>
    `${(bare[field] - direct[field]).toFixed(2)} → ${(hub[field] - direct[field]).toFixed(2)}`;
  console.log(
    row([
      name,
      String(concurrency),
      added("p50Ms"),
      added("p99Ms"),
      bare.cpuMs.toFixed(3),
      hub.cpuMs.toFixed(3),
      (hub.cpuMs / bare.cpuMs).toFixed(2),
      bare.requestsPerSecond.toFixed(0),
      hub.requestsPerSecond.toFixed(0),
      (hub.requestsPerSecond / bare.requestsPerSecond).toFixed(2),
    ]),
  );
}

export function printBoot({ firstAnswerMs, idleRssBytes }: Boot): void {
  console.log(`boot to first answer: ${firstAnswerMs.map((ms) => ms.toFixed(0)).join(", ")} ms`);
  console.log(`idle RSS: ${(idleRssBytes / MIB).toFixed(0)} MB`);
}

const MAX_REDIS_ROUND_TRIPS = 2;
/** What the hub does by itself does not come in exactly even steps. */
const COUNTING_ERROR = 0.02;

export function printRoundTrips({ redisPerRequest, answered, asked }: RoundTrips): void {
  const isFew = redisPerRequest <= MAX_REDIS_ROUND_TRIPS + COUNTING_ERROR;
  console.log(
    `Redis round trips per request: ${redisPerRequest.toFixed(2)}, at most ${MAX_REDIS_ROUND_TRIPS}: ${verdict(isFew)}`,
  );
  console.log(
    `SQL before the response: ${answered} of ${asked} requests answered while PostgreSQL answered nothing: ` +
      verdict(answered === asked),
  );
}

const MAX_ADDED_FIRST_BYTE_MS = 5;
const MAX_RSS_BYTES = 350_000_000;
const MAX_ADDED_FAILOVER_MS = 2;

export function printSlowStreams(bare: SlowStreams, hub: SlowStreams, rssBytes: number): void {
  const addedMs = hub.firstByteP99Ms - bare.firstByteP99Ms;
  console.log(`${SLOW_STREAMS} slow streams:`);
  console.log(
    `  first byte p50 ${bare.firstByteP50Ms.toFixed(2)} → ${hub.firstByteP50Ms.toFixed(2)} ms, ` +
      `p99 ${bare.firstByteP99Ms.toFixed(2)} → ${hub.firstByteP99Ms.toFixed(2)} ms: ` +
      `${addedMs.toFixed(2)} ms added, at most ${MAX_ADDED_FIRST_BYTE_MS}: ${verdict(addedMs <= MAX_ADDED_FIRST_BYTE_MS)}`,
  );
  console.log(
    `  longest gap ${bare.longestGapMs.toFixed(0)} → ${hub.longestGapMs.toFixed(0)} ms, ` +
      `stalls ${bare.stalls} → ${hub.stalls}: ${verdict(hub.stalls === 0)}`,
  );
  console.log(
    `  RSS at most ${(rssBytes / 1e6).toFixed(0)} MB of 350: ${verdict(rssBytes <= MAX_RSS_BYTES)}`,
  );
}

export function printFailover({ failedOverMs, plainMs, failedAttemptMs }: Failover): void {
  const addedMs = failedOverMs - plainMs - failedAttemptMs;
  console.log(
    `failover: ${failedOverMs.toFixed(2)} ms, without ${plainMs.toFixed(2)}, the failed attempt itself ` +
      `${failedAttemptMs.toFixed(2)}: ${addedMs.toFixed(2)} ms added, at most ${MAX_ADDED_FAILOVER_MS}: ` +
      verdict(addedMs <= MAX_ADDED_FAILOVER_MS),
  );
}

const verdict = (isPassed: boolean) => (isPassed ? "pass" : "MISS");
