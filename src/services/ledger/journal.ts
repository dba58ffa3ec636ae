import "server-only";
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

/** A segment that reaches this size is closed and the next one begun; written ones are deleted whole. */
const SEGMENT_BYTES = 4 * 1024 * 1024;

/** A disk that refused a write is left alone so long, in ms: each try writes all that waits. */
const DISK_REST_MS = 1_000;

const SEGMENT_NAME = /^(\d{10})\.jsonl$/;

/** A record on its way: its JSON, and the segment it stands in (null: the disk refused it, it is only here). */
export interface PendingRecord {
  readonly line: string;
  readonly segment: number | null;
}

export interface JournalHealth {
  /** Records in memory that are not confirmed. */
  readonly pendingRecords: number;
  /** Segments on disk whose records wait to be read back. */
  readonly unreadSegments: number;
  /** Of the pending records those the disk has refused so far: they would not survive the process. */
  readonly unsavedRecords: number;
  /** The last error of the disk, while it lasts. */
  readonly problem: string | null;
}

export interface JournalLimits {
  /** Records kept in memory while the disk takes them; what comes on top waits on disk alone. */
  readonly maxPending: number;
  readonly segmentBytes?: number;
}

interface OpenSegment {
  readonly number: number;
  readonly file: number;
  bytes: number;
  /** Its records are not in memory: they came while memory was full. */
  readonly spilled: boolean;
}

/**
 * An ordered queue of records on disk. `append` returns when its records are with the operating system, so that they
 * survive the process (a kill, not a power cut; the database's commit is what survives that). Records leave in
 * order: take some, write them elsewhere, confirm them.
 *
 * At most `maxPending` records are kept in memory. When more come, they stay on disk and are read back later. What
 * the disk refuses (full, read-only, gone) waits in memory behind everything else, and is offered to it again.
 */
export class Journal {
  private readonly pending: PendingRecord[] = [];
  /** Closed segments, oldest first, whose records are not in memory. Those a dead process left come first. */
  private readonly unread: number[];
  private refused: string[] = [];
  private refusedAt = 0;
  private current: OpenSegment | null = null;
  private nextSegment: number;
  private problem: string | null = null;

  /** @throws {NodeJS.ErrnoException} when the folder cannot be made, read or written */
  constructor(
    private readonly folder: string,
    private readonly limits: JournalLimits,
  ) {
    this.makeFolder();
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    this.unread = readdirSync(folder)
      .flatMap((name) => SEGMENT_NAME.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
    this.nextSegment = (this.unread.at(-1) ?? 0) + 1;
  }

  /** Adds records in one write. Returns whether they are on disk; what it refuses waits in memory. Never throws. */
  append(...lines: readonly string[]): boolean {
    for (const line of lines) this.refused.push(line);
    return this.save();
  }

  /** Offers the disk again what it refused. Returns whether it takes everything now. */
  save(): boolean {
    const { refused, problem } = this;
    if (refused.length === 0 && problem === null) return true;
    if (problem !== null && Date.now() - this.refusedAt < DISK_REST_MS) return false;
    if (refused.length === 0) return this.write([], this.hasSpilled()) !== null;
    const spill = this.hasSpilled() || this.pending.length >= this.limits.maxPending;
    const segment = this.write(this.refused, spill);
    if (segment === null) return false;
    if (!spill) for (const line of this.refused) this.pending.push({ line, segment });
    this.refused = [];
    return true;
  }

  /** Up to `count` records, oldest first. They stay until confirmed. */
  take(count: number): readonly PendingRecord[] {
    while (this.pending.length === 0 && this.hasSpilled()) this.readBack();
    if (this.pending.length === 0) {
      for (const line of this.refused) this.pending.push({ line, segment: null });
      this.refused = [];
    }
    return this.pending.slice(0, count);
  }

  /** The oldest `count` records are safe elsewhere. */
  confirm(count: number): void {
    const done = this.pending.splice(0, count);
    const still = this.pending[0]?.segment ?? null;
    for (const segment of new Set(done.map((record) => record.segment))) {
      if (segment !== null && segment !== still && segment !== this.current?.number) this.remove(segment);
    }
    if (this.isEmpty()) this.emptyCurrent();
  }

  isEmpty(): boolean {
    return this.pending.length === 0 && this.refused.length === 0 && !this.hasSpilled();
  }

  /** Neither memory nor disk has room: what is recorded now on top may be lost with the process. */
  isFull(): boolean {
    return this.refused.length >= this.limits.maxPending;
  }

  health(): JournalHealth {
    return {
      pendingRecords: this.pending.length + this.refused.length,
      unreadSegments: this.unread.length + (this.current?.spilled ? 1 : 0),
      unsavedRecords: this.refused.length,
      problem: this.problem,
    };
  }

  /** Ends writing. Leaves files only where records were not confirmed. */
  close(): void {
    this.refusedAt = 0;
    this.save();
    const { current } = this;
    if (!current) return;
    this.closeSegment();
    if (this.pending.length === 0 && !current.spilled) this.remove(current.number);
  }

  private makeFolder(): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  /** Records wait on disk that memory does not hold; newer ones must queue behind them. */
  private hasSpilled(): boolean {
    return this.unread.length > 0 || this.current?.spilled === true;
  }

  /** The segment the lines are in; null when the disk refuses them. No line at all asks whether it would. */
  private write(lines: readonly string[], spill: boolean): number | null {
    try {
      const segment = this.openSegment(spill);
      const bytes = Buffer.from(`${lines.join("\n")}\n`);
      for (let written = 0; written < bytes.length; ) written += writeSync(segment.file, bytes, written);
      if (lines.length > 0) segment.bytes += bytes.length;
      else ftruncateSync(segment.file, segment.bytes);
      this.problem = null;
      return segment.number;
    } catch (error) {
      this.noteProblem(error);
      this.refusedAt = Date.now();
      this.takeBack();
      return null;
    }
  }

  /** Half a write must neither swallow the next line nor hold room on a full disk. */
  private takeBack(): void {
    const { current } = this;
    if (!current) return;
    try {
      ftruncateSync(current.file, current.bytes);
    } catch {
      // Its torn end is dropped when it is read back.
      this.closeSegment();
      return;
    }
    if (current.bytes > 0) return;
    this.current = null;
    this.attempt(() => closeSync(current.file));
    this.remove(current.number);
  }

  private openSegment(spilled: boolean): OpenSegment {
    const { segmentBytes = SEGMENT_BYTES } = this.limits;
    if (this.current && (this.current.bytes >= segmentBytes || this.current.spilled !== spilled)) {
      this.closeSegment();
    }
    if (!this.current) {
      const number = this.nextSegment++;
      if (this.problem === "ENOENT") this.makeFolder();
      this.current = { number, file: openSync(this.pathOf(number), "ax", 0o600), bytes: 0, spilled };
    }
    return this.current;
  }

  private closeSegment(): void {
    const { current } = this;
    if (!current) return;
    this.current = null;
    if (current.spilled) this.unread.push(current.number);
    this.attempt(() => closeSync(current.file));
  }

  /** Loads the oldest segment that is not in memory. One that cannot be read stays for the next start. */
  private readBack(): void {
    if (this.unread.length === 0 && this.current?.spilled) this.closeSegment();
    const number = this.unread.shift();
    if (number === undefined) return;
    const text = this.attempt(() => readFileSync(this.pathOf(number), "utf8"));
    if (text === undefined) return;
    const lines = text.split("\n");
    // Behind the last line break stands nothing, or the torn end of a record whose request was never answered.
    lines.pop();
    for (const line of lines) this.pending.push({ line, segment: number });
    if (lines.length === 0) this.remove(number);
  }

  private emptyCurrent(): void {
    const { current } = this;
    if (!current || current.bytes === 0) return;
    // Cleared or moved away under a running hub: what is written to it from now on nobody would find.
    if (!existsSync(this.pathOf(current.number))) {
      this.closeSegment();
      return;
    }
    this.attempt(() => ftruncateSync(current.file, 0));
    current.bytes = 0;
  }

  private remove(segment: number): void {
    this.attempt(() => unlinkSync(this.pathOf(segment)));
  }

  private attempt<Result>(work: () => Result): Result | undefined {
    try {
      return work();
    } catch (error) {
      this.noteProblem(error);
      return undefined;
    }
  }

  private noteProblem(error: unknown): void {
    this.problem = (error as NodeJS.ErrnoException).code ?? String(error);
  }

  private pathOf(segment: number): string {
    return join(this.folder, `${String(segment).padStart(10, "0")}.jsonl`);
  }
}
