import { affinityKeptMs, type Settlement, type SumWindow } from "@/infra/counters/port";
import { affinityKey, holdersIn, membersIn, type WindowTable } from "./positions";
import type { KeyList } from "./script";

interface Released {
  readonly keys: readonly number[];
  readonly ids: string[];
}

interface Growth {
  /** Position of the window. */
  readonly window: number;
  /** Epoch ms of one of the moments it was spent at; the others lie in the same bucket. */
  readonly at: number;
  amount: number;
}

/** Settlements that take effect together: what they say of one window is said once. */
export class SettlementsDraft {
  /** By what held them. */
  private readonly released = new Map<string, Released>();
  private readonly growths = new Map<string, Growth>();
  private readonly affinities: object[] = [];

  constructor(
    private readonly keys: KeyList,
    private readonly windows: WindowTable,
  ) {}

  add({ id, now, spentAt, holders, memberKeys, amounts, affinity }: Settlement): void {
    this.release([...holdersIn(this.keys, holders), ...membersIn(this.keys, memberKeys)], id);
    for (const { windows, amount } of amounts) {
      for (const window of windows) this.grow(window, spentAt, amount);
    }
    if (!affinity) return;
    const { key, expected, choice, ttlMs } = affinity;
    this.affinities.push({
      key: this.keys.at(affinityKey(key)),
      now,
      expected,
      choice,
      ttlMs,
      keptMs: affinityKeptMs(ttlMs),
    });
  }

  argument() {
    return {
      released: [...this.released.values()],
      growths: [...this.growths.values()],
      affinities: this.affinities,
    };
  }

  private release(keys: readonly number[], id: string): void {
    const holders = keys.join();
    const released = this.released.get(holders);
    if (released) released.ids.push(id);
    else this.released.set(holders, { keys, ids: [id] });
  }

  private grow(window: SumWindow, at: number, amount: number): void {
    const position = this.windows.at(window);
    const bucket = window.kind === "fixed" ? 0 : Math.floor(at / window.bucketMs);
    const key = `${position}:${bucket}`;
    const growth = this.growths.get(key);
    if (growth) growth.amount += amount;
    else this.growths.set(key, { window: position, at, amount });
  }
}
