import type { Cell, CellsState, CellWrite, SharedCells } from "./port";

/** The in-process implementation: what one hub without Redis uses, and every hub while Redis is away. */
export class MemoryCells implements SharedCells {
  private readonly cells = new Map<string, Cell>();
  /** Counts down, so that versions made here never equal those of a Redis server. */
  private lastVersion = 0;

  async readAll(knownMark: string | null): Promise<CellsState | null> {
    const mark = `memory:${this.lastVersion}`;
    return knownMark === mark ? null : { mark, cells: new Map(this.cells) };
  }

  async compareAndSet(name: string, expectedVersion: number, value: string): Promise<CellWrite> {
    const current = this.cells.get(name);
    if ((current?.version ?? 0) !== expectedVersion) return { written: false, current: current ?? null };
    const version = --this.lastVersion;
    this.cells.set(name, { version, value });
    return { written: true, version };
  }

  /** Takes over what is known of cells kept elsewhere. */
  adopt(cells: ReadonlyMap<string, Cell>): void {
    this.lastVersion--;
    this.cells.clear();
    for (const [name, cell] of cells) this.cells.set(name, cell);
  }
}
