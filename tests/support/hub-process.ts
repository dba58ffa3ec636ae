import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { callAction } from "./call-action";
import { makeTempDir } from "./temp-dir";

const ROOT = join(import.meta.dirname, "../..");
const START_TIMEOUT_MS = 60_000;

/** The built hub, running as its operators run it. */
export interface HubProcess {
  readonly url: string;
  readonly dataDir: string;
  readonly adminToken: string;
  readonly child: ChildProcess;
  /** All it has printed so far. */
  readonly output: () => string;
  /** Calls an action as the holder of ADMIN_TOKEN; throws on `ok: false`. */
  readonly call: <Data>(action: string, input?: unknown) => Promise<Data>;
  /** Ends it with a signal and resolves with its exit code once it is gone. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}

export interface HubOptions {
  /** Started again on the same directory, it goes on where it was stopped. Made and removed by us unless given. */
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts dist/server.js on a free loopback port with a data directory of its own. `scripts/build.mjs` made it. */
export async function startHubProcess({ dataDir, env = {} }: HubOptions = {}): Promise<HubProcess> {
  const temp = dataDir === undefined ? makeTempDir("hub") : undefined;
  const dir = dataDir ?? temp?.path ?? "";
  const child = spawn(process.execPath, ["dist/server.js"], {
    cwd: ROOT,
    env: { ...inheritedEnv(), DATA_DIR: dir, HOST: "127.0.0.1", APP_PORT: "0", LOG_LEVEL: "warn", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const url = await readyUrl(child, () => printed);
  const adminToken = env.ADMIN_TOKEN ?? readFileSync(join(dir, "admin-token"), "utf8").trim();
  return {
    url,
    dataDir: dir,
    adminToken,
    child,
    output: () => printed,
    call: (action, input) => callAction(url, adminToken, action, input),
    async stop(signal = "SIGTERM") {
      child.kill(signal);
      const code = await exited;
      temp?.remove();
      return code;
    },
  };
}

/** Nothing of the developer's own configuration may reach a hub under test. */
function inheritedEnv(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { NODE_ENV: "production", PATH, HOME, TMPDIR };
}

async function readyUrl(child: ChildProcess, printed: () => string): Promise<string> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const url = /ready at (http:\/\/\S+)/.exec(printed())?.[1];
    if (url) return url.replace("localhost", "127.0.0.1");
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  child.kill("SIGKILL");
  throw new Error(`the hub did not start:\n${printed()}`);
}
