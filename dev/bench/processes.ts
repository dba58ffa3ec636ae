import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";

const START_TIMEOUT_MS = 30_000;
const TICK_MS = 10;

/** A server under measurement. */
export interface MeasuredProcess {
  readonly url: string;
  /** CPU time it has used so far, user and system, all threads, ms. */
  readonly cpuMs: () => number;
  /** Resident memory, bytes. */
  readonly rssBytes: () => number;
  /** The highest it has been, bytes. */
  readonly peakRssBytes: () => number;
  /** Time from its start to the line that gave its URL, ms. */
  readonly startMs: number;
  readonly stop: () => Promise<void>;
}

/** A bench that fails leaves nothing running. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill();
});

/** Starts a program that prints "ready at <url>". */
export async function startProcess(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<MeasuredProcess> {
  const { PATH, HOME } = process.env;
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, {
    env: { NODE_ENV: "production", PATH, HOME, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  const url = await readyUrl(child);
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    url: url.replace("localhost", "127.0.0.1"),
    startMs: performance.now() - startedAt,
    cpuMs: () => cpuOf(child),
    rssBytes: () => memoryOf(child, "VmRSS"),
    peakRssBytes: () => memoryOf(child, "VmHWM"),
    async stop() {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("a server did not start")), START_TIMEOUT_MS);
    let printed = "";
    const onData = (chunk: Buffer) => {
      printed += chunk.toString();
      const url = /ready at (http:\/\/\S+)/.exec(printed)?.[1];
      if (!url) return;
      clearTimeout(timer);
      // The log lines that follow are taken and thrown away: keeping them would cost the load's own process more and more.
      child.stdout?.off("data", onData).resume();
      resolve(url);
    };
    child.stdout?.on("data", onData);
    child.once("exit", () => reject(new Error(`a server ended at once:\n${printed}`)));
  });
}

/** Fields 14 and 15 of /proc/<pid>/stat, in ticks of 10 ms (proc(5)). */
function cpuOf({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

function memoryOf({ pid }: ChildProcess, field: "VmRSS" | "VmHWM"): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const kib = new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1];
  return Number(kib) * 1024;
}
