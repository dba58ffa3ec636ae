import "server-only";
import {
  closeSync,
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
  /** The last error of the disk, while it lasts. */
  readonly problem: string | null;
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
 * At most `maxPending` records are kept in memory. When more come, they stay on disk and are read back later.
 */
export class Journal {
  private readonly pending: PendingRecord[] = [];
  /** Closed segments, oldest first, whose records are not in memory. Those a dead process left come first. */
  private readonly unread: number[];
  private current: OpenSegment | null = null;
  private nextSegment: number;
  private problem: string | null = null;

  constructor(
    private readonly folder: string,
    private readonly maxPending: number,
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.unread = readdirSync(folder)
      .flatMap((name) => SEGMENT_NAME.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
    this.nextSegment = (this.unread.at(-1) ?? 0) + 1;
  }

  /** Adds records in one write. Never throws: what the disk refuses waits in memory. */
  append(...lines: readonly string[]): void {
    const spill = this.hasSpilled() || this.pending.length >= this.maxPending;
    const segment = this.write(lines, spill);
    if (spill && segment !== null) return;
    for (const line of lines) this.pending.push({ line, segment });
  }

  /** Up to `count` records, oldest first. They stay until confirmed. */
  take(count: number): readonly PendingRecord[] {
    if (this.pending.length === 0) this.readBack();
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
    return this.pending.length === 0 && !this.hasSpilled();
  }

  health(): JournalHealth {
    const unreadSegments = this.unread.length + (this.current?.spilled ? 1 : 0);
    return { pendingRecords: this.pending.length, unreadSegments, problem: this.problem };
  }

  /** Ends writing. Leaves files only where records were not confirmed. */
  close(): void {
    const { current } = this;
    if (!current) return;
    this.closeSegment();
    if (this.pending.length === 0 && !current.spilled) this.remove(current.number);
  }

  /** Records wait on disk that memory does not hold; newer ones must queue behind them. */
  private hasSpilled(): boolean {
    return this.unread.length > 0 || this.current?.spilled === true;
  }

  private write(lines: readonly string[], spill: boolean): number | null {
    try {
      const segment = this.openSegment(spill);
      const bytes = Buffer.from(`${lines.join("\n")}\n`);
      for (let written = 0; written < bytes.length; ) written += writeSync(segment.file, bytes, written);
      segment.bytes += bytes.length;
      this.problem = null;
      return segment.number;
    } catch (error) {
      this.problem = (error as NodeJS.ErrnoException).code ?? String(error);
      // A torn line must not swallow the next one: go on in a fresh segment.
      this.closeSegment();
      return null;
    }
  }

  private openSegment(spilled: boolean): OpenSegment {
    if (this.current && (this.current.bytes >= SEGMENT_BYTES || this.current.spilled !== spilled)) {
      this.closeSegment();
    }
    if (!this.current) {
      const number = this.nextSegment++;
      this.current = { number, file: openSync(this.pathOf(number), "ax", 0o600), bytes: 0, spilled };
    }
    return this.current;
  }

  private closeSegment(): void {
    if (!this.current) return;
    closeSync(this.current.file);
    if (this.current.spilled) this.unread.push(this.current.number);
    this.current = null;
  }

  /** Loads the oldest segment that is not in memory. */
  private readBack(): void {
    if (this.unread.length === 0 && this.current?.spilled) this.closeSegment();
    const number = this.unread.shift();
    if (number === undefined) return;
    const lines = readFileSync(this.pathOf(number), "utf8").split("\n");
    // Behind the last line break stands nothing, or the torn end of a record whose request was never answered.
    lines.pop();
    for (const line of lines) this.pending.push({ line, segment: number });
    if (lines.length === 0) this.remove(number);
  }

  private emptyCurrent(): void {
    if (!this.current || this.current.bytes === 0) return;
    ftruncateSync(this.current.file, 0);
    this.current.bytes = 0;
  }

  private remove(segment: number): void {
    try {
      unlinkSync(this.pathOf(segment));
    } catch (error) {
      this.problem = (error as NodeJS.ErrnoException).code ?? String(error);
    }
  }

  private pathOf(segment: number): string {
    return join(this.folder, `${String(segment).padStart(10, "0")}.jsonl`);
  }
}
