import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { EMBEDDED_MAJOR_VERSION, type EmbeddedBinaries, findEmbeddedBinaries } from "./embedded-binaries";
import { type UnprivilegedRun, unprivilegedRun } from "./unprivileged";

/** The longest path a unix socket may have is 107 bytes on Linux, 103 on macOS. */
const MAX_SOCKET_PATH = 103;
const SOCKET_NAME = ".s.PGSQL.5432";

/** The programs get nothing of ours: PGDATA, PGPORT or LANG of a shell must not change what they do. */
const CLEAN_ENVIRONMENT = {} as NodeJS.ProcessEnv;

const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 15_000;
const POLL_INTERVAL_MS = 20;

/** A problem an operator can solve; the message is one line that says how. */
export class EmbeddedPostgresError extends Error {
  override readonly name = "EmbeddedPostgresError";
}

export interface EmbeddedPostgres {
  /** Folder of the unix socket; there is no TCP port. */
  readonly socketDir: string;
  /** A server left behind by a process that died was taken over. */
  readonly adopted: boolean;
  stop(): Promise<void>;
}

interface Layout {
  readonly cluster: string;
  readonly socketDir: string;
  readonly startLog: string;
  readonly run: UnprivilegedRun;
  readonly binaries: EmbeddedBinaries;
}

/**
 * Starts the PostgreSQL server that lives in `dataDir`, creating it on first use. A server that a killed hub left
 * behind is taken over. As root it runs as "nobody".
 *
 * @throws {EmbeddedPostgresError}
 */
export async function startEmbeddedPostgres(dataDir: string): Promise<EmbeddedPostgres> {
  const layout = prepareLayout(dataDir);
  if (!existsSync(join(layout.cluster, "PG_VERSION"))) await initialise(layout);
  refuseOtherVersion(layout);
  const running = runningPid(layout);
  if (running !== undefined && (await answers(layout, START_TIMEOUT_MS, () => isAlive(running)))) {
    return { socketDir: layout.socketDir, adopted: true, stop: () => stop(running) };
  }
  const pid = await launch(layout);
  return { socketDir: layout.socketDir, adopted: false, stop: () => stop(pid) };
}

function prepareLayout(dataDir: string): Layout {
  const binaries = findEmbeddedBinaries();
  if (!binaries) {
    throw new EmbeddedPostgresError(
      `no embedded PostgreSQL for ${process.platform}-${process.arch}; set DSN to a server's address`,
    );
  }
  const cluster = join(dataDir, "postgres");
  const inData = join(dataDir, "run");
  const socketDir =
    `${inData}/${SOCKET_NAME}.lock`.length <= MAX_SOCKET_PATH ? inData : shortSocketDir(dataDir);
  const run = explain(() => unprivilegedRun([cluster, binaries.postgres]));
  mkdirSync(socketDir, { recursive: true, mode: 0o700 });
  if (run.owner) chownSync(socketDir, run.owner.uid, run.owner.gid);
  return { cluster, socketDir, startLog: join(dataDir, "postgres-start.log"), run, binaries };
}

function shortSocketDir(dataDir: string): string {
  const name = createHash("sha256").update(dataDir).digest("hex").slice(0, 12);
  return join(tmpdir(), `cch-${name}`);
}

/** Creates the cluster beside its place and moves it there whole: an interrupted start leaves no half of one. */
async function initialise({ cluster, run, binaries }: Layout): Promise<void> {
  const draft = `${cluster}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  if (run.owner) chownSync(draft, run.owner.uid, run.owner.gid);
  const { command, args, identity } = run.wrap(binaries.initdb, [
    "--pgdata=.",
    "--username=postgres",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    // Whoever may open the socket's folder is the hub or root; a password would be stored beside it.
    "--auth=trust",
    "--no-sync",
  ]);
  try {
    await promisify(execFile)(command, args, { cwd: draft, ...identity, env: CLEAN_ENVIRONMENT });
  } catch (error) {
    const { stderr = "" } = error as { stderr?: string };
    throw new EmbeddedPostgresError(`cannot create the database: ${lastLine(stderr) ?? String(error)}`);
  }
  renameSync(draft, cluster);
}

function refuseOtherVersion({ cluster }: Layout): void {
  const version = readFileSync(join(cluster, "PG_VERSION"), "utf8").trim();
  if (version === EMBEDDED_MAJOR_VERSION) return;
  throw new EmbeddedPostgresError(
    `${cluster} was made by PostgreSQL ${version}, this hub ships ${EMBEDDED_MAJOR_VERSION}; upgrade it with pg_upgrade, or choose another DATA_DIR`,
  );
}

async function launch(layout: Layout): Promise<number> {
  const { cluster, socketDir, startLog, run, binaries } = layout;
  const log = openSync(startLog, "w", 0o600);
  const settings = {
    listen_addresses: "",
    unix_socket_directories: socketDir,
    unix_socket_permissions: "0700",
    // A commit is money: it must survive a power cut.
    synchronous_commit: "on",
    logging_collector: "on",
    log_directory: "log",
    log_filename: "postgres-%a.log",
    log_truncate_on_rotation: "on",
    log_rotation_age: "1d",
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const { command, args, identity } = run.wrap(binaries.postgres, ["-D", cluster, ...options]);
  // Its own session: Ctrl-C must reach the hub, which stops the database last.
  const child = spawn(command, args, {
    cwd: cluster,
    detached: true,
    stdio: ["ignore", log, log],
    env: CLEAN_ENVIRONMENT,
    ...identity,
  });
  closeSync(log);
  child.unref();
  let exited = false;
  const gone = new Promise<void>((resolve) => {
    const note = () => {
      exited = true;
      resolve();
    };
    child.once("exit", note);
    child.once("error", note);
  });
  const started = await Promise.race([answers(layout, START_TIMEOUT_MS, () => !exited), gone]);
  if (started === true && child.pid !== undefined) return child.pid;
  if (child.pid !== undefined && !exited) await stop(child.pid);
  throw new EmbeddedPostgresError(`the database did not start: ${startupProblem(layout)}`);
}

/** Waits until the server accepts connections, as long as `alive()`; false when it does not come up. */
async function answers(layout: Layout, timeoutMs: number, alive: () => boolean): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline && alive()) {
    if (await acceptsConnections(join(layout.socketDir, SOCKET_NAME))) return true;
    await sleep(POLL_INTERVAL_MS);
  }
  return false;
}

/**
 * Sends the start of a session and reads the server's first byte: 'R' asks for (or grants) authentication, 'E' is
 * the error of a server that is still starting (PostgreSQL frontend/backend protocol, §53.7).
 */
function acceptsConnections(socketPath: string): Promise<boolean> {
  const parameters = Buffer.from("user\0postgres\0database\0postgres\0\0");
  const startup = Buffer.alloc(8 + parameters.length);
  startup.writeInt32BE(startup.length, 0);
  startup.writeInt32BE(196_608, 4);
  parameters.copy(startup, 8);
  return new Promise((resolve) => {
    const socket = connect(socketPath, () => socket.write(startup));
    const finish = (ready: boolean) => {
      socket.destroy();
      resolve(ready);
    };
    socket.once("data", (bytes) => finish(bytes[0] === "R".charCodeAt(0)));
    socket.once("error", () => finish(false));
    socket.once("close", () => finish(false));
  });
}

/** Fast shutdown (SIGINT), and an immediate one (SIGQUIT, recovered at the next start) if that takes too long. */
async function stop(pid: number): Promise<void> {
  if (!signal(pid, "SIGINT")) return;
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (isAlive(pid)) {
    if (Date.now() > deadline) {
      signal(pid, "SIGQUIT");
      return;
    }
    await sleep(POLL_INTERVAL_MS);
  }
}

/** The pid in postmaster.pid, if such a process exists. */
function runningPid({ cluster }: Layout): number | undefined {
  const path = join(cluster, "postmaster.pid");
  if (!existsSync(path)) return undefined;
  const pid = Number.parseInt(readFileSync(path, "utf8"), 10);
  return Number.isInteger(pid) && isAlive(pid) ? pid : undefined;
}

function isAlive(pid: number): boolean {
  return signal(pid, 0);
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

function startupProblem({ startLog, cluster }: Layout): string {
  const line = existsSync(startLog) ? lastLine(readFileSync(startLog, "utf8")) : undefined;
  return line ?? `see ${join(cluster, "log")}`;
}

function lastLine(text: string): string | undefined {
  const lines = text.split("\n").filter((line) => line.trim() !== "" && !/^.*(HINT|LOG):/.test(line));
  return lines.at(-1)?.trim();
}

function explain<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw new EmbeddedPostgresError(error instanceof Error ? error.message : String(error));
  }
}
