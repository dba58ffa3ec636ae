import { existsSync } from "node:fs";
import { run } from "./run.mjs";
import { fail, say } from "./say.mjs";

/** Package managers and how each installs without asking. */
const MANAGERS = [
  {
    program: "apt-get",
    prepare: ["update", "-qq"],
    install: ["install", "-y", "-qq", "--no-install-recommends"],
  },
  { program: "dnf", install: ["install", "-y", "-q"] },
  { program: "apk", install: ["add", "--quiet"] },
  { program: "pacman", install: ["-Sy", "--noconfirm", "--quiet"] },
];

/** Path of the first of `programs` that is on the PATH. */
export function findProgram(programs) {
  const folders = (process.env.PATH ?? "").split(":");
  return programs.flatMap((program) => folders.map((folder) => `${folder}/${program}`)).find(existsSync);
}

/**
 * Path of one of `programs`, installed from the first of `packages` the system has if there is none and we are root.
 * What tests need is never skipped in silence: without it this ends with one line that says what to install.
 *
 * @param {readonly string[]} programs
 * @param {readonly string[]} packages
 */
export async function ensureProgram(programs, packages) {
  const found = findProgram(programs);
  if (found) return found;
  const manager = MANAGERS.find(({ program }) => findProgram([program]));
  if (!manager || process.getuid?.() !== 0) {
    fail(
      `the tests need ${programs.join(" or ")}; install ${packages.join(" or ")} (as root it is done for you)`,
    );
  }
  let output = "";
  for (const name of packages) {
    say(`installing ${name} with ${manager.program}`);
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    if (manager.prepare) await run(manager.program, manager.prepare, { quiet: true, env });
    const installed = await run(manager.program, [...manager.install, name], { quiet: true, env });
    output += installed.output;
    const path = findProgram(programs);
    if (path) return path;
  }
  return fail(`${packages.join(" or ")} could not be installed:\n${output}`);
}

/** A server that speaks Redis' protocol. */
export function ensureRedis() {
  return ensureProgram(["redis-server", "valkey-server"], ["redis-server", "valkey"]);
}
