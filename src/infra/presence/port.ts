/**
 * What the processes of a group show one another: named texts that vanish by themselves when their process dies, and
 * short calls that every process hears. They know nothing of what the texts say.
 *
 * Two implementations, one contract suite: in-process and Redis.
 */
export interface Presence {
  /** Shows what has changed, keeps what is shown for another `ttlMs`, and hears the calls; one round trip. */
  beat(beat: Beat): Promise<Heard>;
  /** What all living processes show. */
  readAll(): Promise<Note[]>;
  /** Tells all processes something; they hear it with a beat within `ttlMs`. */
  call(text: string, ttlMs: number): Promise<void>;
}

export interface Beat {
  /** The process; no blanks. */
  readonly owner: string;
  readonly ttlMs: number;
  readonly set: readonly (readonly [name: string, text: string])[];
  readonly remove: readonly string[];
}

export interface Heard {
  /** Nothing of what this owner showed before is there: it was silent for too long, or the server lost its data. */
  readonly isNew: boolean;
  /** All calls that still last, heard before or not. */
  readonly calls: readonly Call[];
}

export interface Call {
  readonly id: string;
  readonly text: string;
}

export interface Note {
  readonly owner: string;
  readonly name: string;
  readonly text: string;
}
