/**
 * Small named texts that all replicas share and change by compare-and-set. They know nothing of what the texts say:
 * whoever owns them decides, and tries again when somebody else was faster.
 *
 * Two implementations, one contract suite: in-process and Redis.
 */
export interface SharedCells {
  /**
   * All cells, or null when none has changed since the state that `knownMark` stands for (null = nothing is known).
   */
  readAll(knownMark: string | null): Promise<CellsState | null>;
  /** Writes `value` if the cell still is at `expectedVersion` (0 = there is none); atomic across replicas. */
  compareAndSet(name: string, expectedVersion: number, value: string): Promise<CellWrite>;
}

export interface Cell {
  /** Opaque; changes with every write and never comes back. Not 0. */
  readonly version: number;
  readonly value: string;
}

export interface CellsState {
  /** Stands for this state of all cells. */
  readonly mark: string;
  readonly cells: ReadonlyMap<string, Cell>;
}

export type CellWrite =
  | { readonly written: true; readonly version: number }
  /** Somebody else wrote meanwhile; nothing happened. */
  | { readonly written: false; readonly current: Cell | null };
