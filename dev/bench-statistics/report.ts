import type { Line } from "./line";
import type { Timed } from "./measure";

export interface Result extends Timed {
  readonly line: Line;
  /** Big tables that one of its statements reads from end to end. */
  readonly scans: readonly string[];
}

export function isPassed({ p95Ms, line, scans }: Result): boolean {
  return p95Ms < line.aimMs && scans.length === 0;
}

export function printHeader(): void {
  console.log(`      ${"".padEnd(48)}    aim     p50     p95     cpu   load`);
}

export function printResult(result: Result): void {
  const { line, p50Ms, p95Ms, cpuMs, load, scans } = result;
  const ms = (value: number) => value.toFixed(1).padStart(8);
  const times = `${String(line.aimMs).padStart(7)}${ms(p50Ms)}${ms(p95Ms)}${ms(cpuMs)}${load.toFixed(1).padStart(7)}`;
  const scanned = scans.length > 0 ? `  reads all of ${scans.join(", ")}` : "";
  console.log(`${isPassed(result) ? "pass" : "MISS"}  ${line.name.padEnd(48)}${times}${scanned}`);
}
