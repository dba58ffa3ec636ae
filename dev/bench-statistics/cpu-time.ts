import { readFileSync } from "node:fs";
import { join } from "node:path";

const TICK_MS = 10;

/** CPU time that the embedded database's processes have used so far, those that ended too, ms (proc(5)). */
export function databaseCpuMs(dataDir: string): number {
  const main = Number(readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
  const children = readFileSync(`/proc/${main}/task/${main}/children`, "utf8").trim().split(" ").map(Number);
  return [main, ...children].reduce((sum, pid) => sum + cpuOf(pid), 0);
}

/** Fields 14 to 17: its own time, and that of its children that have ended. */
function cpuOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) * TICK_MS;
  } catch {
    // It ended just now; its parent counts it.
    return 0;
  }
}
