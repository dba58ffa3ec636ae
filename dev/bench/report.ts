import type { Boot } from "./boot";
import type { Comparison } from "./compare";
import type { Scenario } from "./scenarios";

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
