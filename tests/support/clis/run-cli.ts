import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Cli, CliWorld } from "./cli";

/** How a program ended. */
export interface CliRun {
  /** null: it was ended, because it took longer than it may. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const PROGRAMS = join(import.meta.dirname, "../../clis/node_modules/.bin");

/** Longer than any of them takes on a busy machine, shorter than a test may take. */
const MAX_RUN_MS = 90_000;

/**
 * Runs a program to its end, with nothing of this process's environment but PATH.
 *
 * @param prepare fills the folder it works in
 */
export function runCli(
  cli: Cli,
  world: CliWorld,
  args: readonly string[],
  prepare?: (project: string) => void,
): Promise<CliRun> {
  const cwd = join(world.home, "project");
  mkdirSync(cwd, { recursive: true });
  prepare?.(cwd);
  cli.configure?.(world);
  return new Promise((resolve, reject) => {
    const child = spawn(join(PROGRAMS, cli.program), args, {
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own: they start processes that would outlive the one that is ended.
      detached: true,
      env: { NODE_ENV: "production", PATH: process.env.PATH, HOME: world.home, ...cli.env(world) },
    });
    const timer = setTimeout(() => child.pid && process.kill(-child.pid, "SIGKILL"), MAX_RUN_MS);
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
    child.once("error", reject);
    child.once("close", (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr });
    });
  });
}
