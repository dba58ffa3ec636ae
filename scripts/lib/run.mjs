import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Root folder of the project. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Path of a program that a dependency installed. */
export function bin(name) {
  return `${ROOT}node_modules/.bin/${name}`;
}

/**
 * Runs a program in the project's root with its output shown, or gathered when `quiet`.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string>, quiet?: boolean, cwd?: string }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, { env = {}, quiet = false, cwd = ROOT } = {}) {
  return new Promise((resolve) => {
    const stdio = quiet ? ["ignore", "pipe", "pipe"] : "inherit";
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk) => {
        output += chunk;
      });
    }
    child.on("error", (error) => resolve({ code: 127, output: `${output}${error.message}` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
