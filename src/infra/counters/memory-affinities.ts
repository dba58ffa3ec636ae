import { type Admission, affinityKeptMs, type Settlement } from "./port";

interface Affinity {
  choice: string | null;
  /** Epoch ms until which the choice holds. */
  choiceUntil: number;
  sequence: number;
  expiresAt: number;
}

type Use = NonNullable<Admission["affinity"]>;
type Choice = NonNullable<Settlement["affinity"]>;

/** The affinities of `MemoryCounters`. Clients make up their keys, so they are bounded: the one used longest ago goes first. */
export class MemoryAffinities {
  private readonly entries = new Map<string, Affinity>();

  constructor(private readonly maxEntries: number) {}

  get size(): number {
    return this.entries.size;
  }

  /** Counts a use. Returns how many there were, and the choice while it holds. */
  use({ key, ttlMs }: Use, now: number): { readonly choice: string | null; readonly sequence: number } {
    const entry = this.renew(key, ttlMs, now);
    entry.sequence++;
    return { choice: entry.choiceUntil > now ? entry.choice : null, sequence: entry.sequence };
  }

  /** Sets the choice if nobody else has set another one meanwhile. */
  choose({ key, ttlMs, expected, choice }: Choice, now: number): void {
    const entry = this.renew(key, ttlMs, now);
    const isFree = expected === null && entry.choiceUntil <= now;
    if (entry.choice !== expected && !isFree) return;
    entry.choice = choice;
    entry.choiceUntil = now + ttlMs;
  }

  /** Drops the choice; the count goes on. Returns whether there was one that held. */
  forget(key: string, now: number): boolean {
    const entry = this.entries.get(key);
    if (!entry) return false;
    const held = entry.choice !== null && entry.choiceUntil > now;
    entry.choice = null;
    entry.choiceUntil = 0;
    return held;
  }

  sweep(now: number): void {
    for (const [key, entry] of this.entries) if (entry.expiresAt <= now) this.entries.delete(key);
  }

  private renew(key: string, ttlMs: number, now: number): Affinity {
    const known = this.entries.get(key);
    const entry =
      known && known.expiresAt > now ? known : { choice: null, choiceUntil: 0, sequence: 0, expiresAt: 0 };
    entry.expiresAt = now + affinityKeptMs(ttlMs);
    // Behind all others: maps keep the order in which keys were added.
    this.entries.delete(key);
    this.entries.set(key, entry);
    const [oldest] = this.entries.keys();
    if (this.entries.size > this.maxEntries && oldest !== undefined) this.entries.delete(oldest);
    return entry;
  }
}
