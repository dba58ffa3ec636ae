import { setImmediate as nextTurn } from "node:timers/promises";

/** How long a computation may hold the event loop before others get their turn. */
const SLICE_MS = 8;

/** Divides a long computation into slices: `rest` between two steps returns at once until the slice is over. */
export class TimeSlice {
  private endsAt = performance.now() + SLICE_MS;

  get isOver(): boolean {
    return performance.now() >= this.endsAt;
  }

  /** Lets everything else that waits run, and begins the next slice. Call it when `isOver`. */
  async rest(): Promise<void> {
    await nextTurn();
    this.endsAt = performance.now() + SLICE_MS;
  }
}
