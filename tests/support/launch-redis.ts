import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { connect } from "node:net";

const PROGRAMS = ["redis-server", "valkey-server"];
const START_TIMEOUT_MS = 10_000;

/**
 * Starts a Redis server from the PATH on a loopback port, empty and keeping nothing; resolves when it answers.
 *
 * @throws {Error} when there is none on the PATH, or it does not come up
 */
export async function launchRedis(port: number): Promise<ChildProcess> {
  const program = PROGRAMS.find(isOnPath);
  if (!program) {
    throw new Error(
      `no ${PROGRAMS.join(" or ")} on the PATH and no REDIS_URL; \`npm test\` installs one as root`,
    );
  }
  const settings = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const child = spawn(program, settings, { stdio: "ignore" });
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    if (await canConnect(port)) return child;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`the Redis server on port ${port} did not start`);
}

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? "").split(":").some((folder) => existsSync(`${folder}/${program}`));
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
