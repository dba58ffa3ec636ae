import { type ChildProcess, execFile, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { programPath } from "@/config/env";

/** A program of PostgreSQL's ended with a complaint; the message is its last line. */
export class ClientProgramError extends Error {
  override readonly name = "ClientProgramError";
}

/** Everything else of libpq's URLs is refused by one or the other side, or means something else there. */
const SHARED_PARAMETERS: ReadonlySet<string> = new Set([
  "host",
  "sslmode",
  "sslrootcert",
  "sslcert",
  "sslkey",
]);

const MAX_COMPLAINT_CHARACTERS = 4_000;

/** The major version of a program on the PATH; null where there is none. */
export async function clientProgramVersion(program: "pg_dump" | "pg_restore"): Promise<number | null> {
  try {
    const { stdout } = await promisify(execFile)(program, ["--version"], { env: environment() });
    const [, major] = /\(PostgreSQL\) (\d+)/.exec(stdout) ?? [];
    return major === undefined ? null : Number(major);
  } catch {
    return null;
  }
}

/**
 * What `pg_dump` makes of a server's database, as it comes.
 *
 * @throws {ClientProgramError} at the end of what it wrote, when it failed
 */
export async function* runDump(dsn: string, args: readonly string[]): AsyncGenerator<Buffer> {
  const url = new URL(dsn);
  const password = decodeURIComponent(url.password);
  // The list of processes shows arguments to everybody.
  url.password = "";
  for (const name of [...url.searchParams.keys()]) {
    if (!SHARED_PARAMETERS.has(name)) url.searchParams.delete(name);
  }
  const child = spawn("pg_dump", [...args, `--dbname=${url.href}`], {
    stdio: ["ignore", "pipe", "pipe"],
    env: environment(password === "" ? {} : { PGPASSWORD: password }),
  });
  yield* outputOf(child, child.stdout, child.stderr);
}

/**
 * The data in an archive of `pg_dump`'s as a script of COPY commands. It is text only: no database is touched.
 *
 * @throws {ClientProgramError} at the end of what could be read, when the archive is damaged or of a newer form
 */
export async function* runRestoreScript(archive: Readable): AsyncGenerator<Buffer> {
  const child = spawn("pg_restore", ["--data-only", "--no-owner", "--file=-"], {
    stdio: ["pipe", "pipe", "pipe"],
    env: environment(),
  });
  // Whatever breaks here, the program's own end tells: it was given too little, or wanted no more.
  pipeline(archive, child.stdin).catch(() => {});
  yield* outputOf(child, child.stdout, child.stderr);
}

async function* outputOf(child: ChildProcess, stdout: Readable, stderr: Readable): AsyncGenerator<Buffer> {
  let complaint = "";
  stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint = (complaint + text).slice(-MAX_COMPLAINT_CHARACTERS);
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once("close", resolve);
    child.once("error", () => resolve(null));
  });
  try {
    yield* stdout;
    const code = await ended;
    if (code !== 0) throw new ClientProgramError(lastLine(complaint) ?? `it ended with ${code}`);
  } finally {
    // Nobody reads on.
    child.kill();
  }
}

function lastLine(text: string): string | undefined {
  return text
    .split("\n")
    .map((line) => line.trim())
    .findLast((line) => line !== "");
}

const CLEAN_ENVIRONMENT = {} as NodeJS.ProcessEnv;

/** The programs get nothing of the hub's own. */
function environment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return { ...CLEAN_ENVIRONMENT, PATH: programPath(), LC_ALL: "C", ...more };
}
