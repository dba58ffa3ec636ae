import "server-only";
import {
  closeSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { z } from "zod";
import type { TerminalRecord } from "@/domain/request/terminal-record";
import { parseJson } from "@/lib/parse-json";

/** A file that has grown by so much since it was begun holds mostly what has ended; it is written anew. */
const MAX_GROWTH_BYTES = 8 * 1024 * 1024;

/** A disk that refused a write is left alone so long, in ms. */
const DISK_REST_MS = 1_000;

/** What stands before the id of a request that has ended. A record is a JSON object. */
const ENDED = "-";

/** As much of a record as is needed to tell it from half of one; the hub has written it itself. */
const recordLine = z.looseObject({ id: z.string(), createdAt: z.string(), charges: z.array(z.unknown()) });

/** Marks of what has ended are worth no write of their own while others come; after so many ms they get one. */
const TIDY_MS = 250;

/**
 * A file of the requests for which an upstream was asked and that have not ended, each with the record it gets if the
 * process dies. Nothing else survives a kill: what runs is in no row.
 *
 * Requests that begin in the same turn of the event loop share one write, and those that end in it as well are never
 * described. To gather for longer would be cheaper, but what a fast upstream has answered by then would be lost to a
 * kill. That something has ended is told with the next write: who reads the file after a kill looks up what has its
 * record already. Marks are best effort on a disk that refuses them: the next one that it takes brings all that run.
 */
export class RunningRequests {
  /** Begun in this turn of the event loop. */
  private readonly fresh = new Map<string, () => string>();
  private readonly lines = new Map<string, string>();
  private ended: string[] = [];
  private flushing: NodeJS.Immediate | null = null;
  private tidying: NodeJS.Timeout | null = null;
  private file: number | null = null;
  private grownBytes = 0;
  private refusedAt = 0;

  constructor(private readonly path: string) {}

  has(id: string): boolean {
    return this.fresh.has(id) || this.lines.has(id);
  }

  /**
   * Replaces what was said of the request before. On disk when this turn of the event loop is over.
   *
   * @param describe gives the record's JSON, unless the request has ended by then
   */
  begin(id: string, describe: () => string): void {
    this.fresh.set(id, describe);
    this.flushing ??= setImmediate(() => this.flush());
  }

  /** To be called when the requests' records are safe. */
  end(ids: readonly string[]): void {
    for (const id of ids) {
      this.fresh.delete(id);
      if (this.lines.delete(id)) this.ended.push(ENDED + id);
    }
    if (this.ended.length > 0) this.tidying ??= setTimeout(() => this.tidy(), TIDY_MS).unref();
  }

  /** Writes what has begun. */
  flush(): void {
    if (this.flushing) clearImmediate(this.flushing);
    this.flushing = null;
    if (this.fresh.size === 0) return;
    const marks = this.ended;
    this.ended = [];
    for (const [id, describe] of this.fresh) {
      const line = describe();
      this.lines.set(id, line);
      marks.push(line);
    }
    this.fresh.clear();
    this.write(marks.join("\n"));
  }

  /** Leaves a file only where requests still run: they will not be waited for. */
  close(): void {
    this.flush();
    this.tidy();
    if (this.file !== null) closeSync(this.file);
    this.file = null;
    if (this.lines.size === 0) attempt(() => unlinkSync(this.path));
  }

  private tidy(): void {
    if (this.tidying) clearTimeout(this.tidying);
    this.tidying = null;
    const marks = this.ended;
    this.ended = [];
    if (this.lines.size === 0) this.empty();
    else if (marks.length > 0) this.write(marks.join("\n"));
  }

  /** A torn line before it must not swallow it, so each write begins a line. */
  private write(text: string): void {
    if (this.file === null || this.grownBytes > MAX_GROWTH_BYTES) {
      if (Date.now() - this.refusedAt > DISK_REST_MS) this.rewrite();
      return;
    }
    try {
      this.grownBytes += writeSync(this.file, `\n${text}`);
    } catch {
      this.forget();
    }
  }

  /** All that run, in a file that takes the old one's place at once. */
  private rewrite(): void {
    const draft = `${this.path}.new`;
    attempt(() => unlinkSync(draft));
    try {
      const file = openSync(draft, "ax", 0o600);
      const bytes = Buffer.from([...this.lines.values()].join("\n"));
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
      renameSync(draft, this.path);
      if (this.file !== null) closeSync(this.file);
      this.file = file;
      this.grownBytes = 0;
    } catch {
      this.forget();
    }
  }

  private empty(): void {
    const { file } = this;
    if (file === null) return;
    if (attempt(() => ftruncateSync(file, 0))) this.grownBytes = 0;
    else this.forget();
  }

  /** What the file says cannot be relied on; the next mark begins a new one. */
  private forget(): void {
    const { file } = this;
    this.file = null;
    this.refusedAt = Date.now();
    if (file !== null) attempt(() => closeSync(file));
  }
}

/** The records of requests that a dead process left running, with how long they ran at least. */
export function readInterrupted(path: string): TerminalRecord[] {
  const found = new Map<string, TerminalRecord>();
  let text: string;
  let lastWrittenAt: number;
  try {
    text = readFileSync(path, "utf8");
    lastWrittenAt = statSync(path).mtimeMs;
  } catch {
    return [];
  }
  for (const line of text.split("\n")) {
    if (line.startsWith(ENDED)) found.delete(line.slice(ENDED.length));
    const parsed = recordLine.safeParse(parseJson<unknown>(line));
    if (!parsed.success) continue;
    const record = parsed.data as unknown as TerminalRecord;
    const durationMs = Math.max(0, Math.round(lastWrittenAt - Date.parse(record.createdAt)));
    found.set(record.id, { ...record, durationMs });
  }
  return [...found.values()];
}

function attempt(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}
