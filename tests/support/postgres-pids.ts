import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The processes of the embedded server that lives in `dataDir`: the postmaster and all of its children. */
export function postgresPids(dataDir: string): number[] {
  const postmaster = Number.parseInt(readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8"), 10);
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => parentOf(pid) === postmaster);
  return [postmaster, ...children.map(Number)];
}

/** The fourth field of /proc/<pid>/stat (proc(5)); 0 for a process that has ended meanwhile. */
function parentOf(pid: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ")[1]);
  } catch {
    return 0;
  }
}
