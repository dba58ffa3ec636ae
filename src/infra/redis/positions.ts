import type { SumWindow } from "@/infra/counters/port";
import type { KeyList } from "./script";

/** How scripts name what counters are asked about: by its position among the keys. */

export const affinityKey = (key: string) => `a:${key}`;

export function windowIn(keys: KeyList, window: SumWindow) {
  return { ...window, key: keys.at(`${window.kind === "fixed" ? "s" : "w"}:${window.key}`) };
}

export function holdersIn(keys: KeyList, holders: readonly string[]): number[] {
  return holders.map((holder) => keys.at(`r:${holder}`));
}

export function membersIn(keys: KeyList, memberKeys: readonly string[]): number[] {
  return memberKeys.map((key) => keys.at(`m:${key}`));
}

/** The windows of a run: each is described once, however many requests speak of it. Positions count from 1. */
export class WindowTable {
  readonly windows: ReturnType<typeof windowIn>[] = [];
  private readonly positions = new Map<SumWindow, number>();

  constructor(private readonly keys: KeyList) {}

  at(window: SumWindow): number {
    const known = this.positions.get(window);
    if (known !== undefined) return known;
    this.windows.push(windowIn(this.keys, window));
    this.positions.set(window, this.windows.length);
    return this.windows.length;
  }
}
