import { randomUUID } from "node:crypto";
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join, resolve } from "node:path";

/** A problem with the data directory; the message is one line that says what to do. */
export class DataDirError extends Error {
  override readonly name = "DataDirError";
}

/** Others may pass through (the embedded database runs as another user), but not look around. */
const DIRECTORY_MODE = 0o711;
const SECRET_MODE = 0o600;

const HEARTBEAT_MS = 5_000;

/** A lock on another machine (a shared volume) counts as abandoned after this long without a heartbeat. */
const ABANDONED_MS = 20_000;

interface LockContent {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
}

/** The directory that belongs to one running hub: its database, journal and secrets. */
export class DataDir {
  private readonly id = randomUUID();
  private heartbeat: NodeJS.Timeout | null = null;

  private constructor(readonly path: string) {}

  /**
   * Creates the directory if need be and takes it for this process.
   *
   * @throws {DataDirError} when it cannot be written or another hub uses it
   */
  static claim(path: string): DataDir {
    const dir = new DataDir(resolve(path));
    try {
      mkdirSync(dir.path, { recursive: true, mode: DIRECTORY_MODE });
      accessSync(dir.path, constants.R_OK | constants.W_OK | constants.X_OK);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new DataDirError(
        `cannot write to the data directory ${dir.path} (${code}); set DATA_DIR to another one`,
      );
    }
    dir.lock();
    return dir;
  }

  file(...names: readonly string[]): string {
    return join(this.path, ...names);
  }

  /** A secret kept in a file of its own; `create` makes it the first time. */
  secret(name: string, create: () => string): { readonly value: string; readonly isNew: boolean } {
    const path = this.file(name);
    try {
      return { value: readFileSync(path, "utf8").trim(), isNew: false };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") {
        throw new DataDirError(`cannot read ${path} (${(error as NodeJS.ErrnoException).code})`);
      }
    }
    const value = create();
    writeFileSync(path, `${value}\n`, { mode: SECRET_MODE, flag: "wx" });
    chmodSync(path, SECRET_MODE);
    return { value, isNew: true };
  }

  /** Gives the directory back. */
  release(): void {
    if (this.heartbeat) clearInterval(this.heartbeat);
    if (this.readLock()?.id === this.id) rmSync(this.lockPath, { force: true });
  }

  private get lockPath(): string {
    return this.file("hub.lock");
  }

  private lock(): void {
    const holder = this.readLock();
    if (holder && this.isHeld(holder)) {
      throw new DataDirError(
        `another hub (process ${holder.pid} on ${holder.host}) uses ${this.path}; stop it, or set another DATA_DIR`,
      );
    }
    this.removeAbandoned(holder);
    const content: LockContent = { id: this.id, host: hostname(), pid: process.pid };
    try {
      writeFileSync(this.lockPath, JSON.stringify(content), { mode: SECRET_MODE, flag: "wx" });
    } catch (error) {
      throw this.lockError(error);
    }
    this.heartbeat = setInterval(() => this.beat(), HEARTBEAT_MS);
    this.heartbeat.unref();
  }

  /**
   * Of several hubs that find the same abandoned lock, each moves away whatever lies there by then; one that got hold
   * of another's fresh lock puts it back and yields.
   */
  private removeAbandoned(holder: LockContent | undefined): void {
    if (!existsSync(this.lockPath)) return;
    const aside = `${this.lockPath}.${this.id}`;
    try {
      renameSync(this.lockPath, aside);
      if (readLock(aside)?.id !== holder?.id) linkSync(aside, this.lockPath);
    } catch (error) {
      throw this.lockError(error);
    } finally {
      rmSync(aside, { force: true });
    }
  }

  private lockError(error: unknown): DataDirError {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" || code === "ENOENT") {
      return new DataDirError(`another hub is just starting in ${this.path}; set another DATA_DIR`);
    }
    return new DataDirError(`cannot write to the data directory ${this.path} (${code})`);
  }

  private beat(): void {
    const now = new Date();
    try {
      utimesSync(this.lockPath, now, now);
    } catch {
      // The directory is gone or full; the journal reports that where it matters.
    }
  }

  private readLock(): LockContent | undefined {
    return readLock(this.lockPath);
  }

  private isHeld({ host, pid }: LockContent): boolean {
    // In containers every process is number 1: our own number is no sign of life of another.
    if (host === hostname()) return pid !== process.pid && isAlive(pid);
    return Date.now() - statSync(this.lockPath).mtimeMs < ABANDONED_MS;
  }
}

function readLock(path: string): LockContent | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as LockContent;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
