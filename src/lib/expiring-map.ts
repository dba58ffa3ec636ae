interface Entry<Value> {
  readonly value: Value;
  /** Epoch ms. */
  readonly expiresAt: number;
}

/**
 * Entries that are taken out, or end by themselves. Dropping what has ended costs a walk through all of them only
 * when something can have ended, so that whoever sums them up as they come and go never has to walk.
 */
export class ExpiringMap<Value> {
  private readonly entries = new Map<string, Entry<Value>>();
  /** Nothing ends before; epoch ms. */
  private nothingEndsBefore = Number.POSITIVE_INFINITY;

  /** @param onGone told of each value that is taken out, replaced or has ended */
  constructor(private readonly onGone: (value: Value) => void) {}

  get size(): number {
    return this.entries.size;
  }

  /** Takes the place of an entry of the same id. */
  set(id: string, value: Value, expiresAt: number): void {
    this.delete(id);
    this.entries.set(id, { value, expiresAt });
    this.nothingEndsBefore = Math.min(this.nothingEndsBefore, expiresAt);
  }

  delete(id: string): void {
    const entry = this.entries.get(id);
    if (!entry) return;
    this.entries.delete(id);
    this.onGone(entry.value);
  }

  /** Nothing happens where there is no such entry. */
  extend(id: string, expiresAt: number): void {
    const entry = this.entries.get(id);
    if (!entry) return;
    this.entries.set(id, { value: entry.value, expiresAt });
    this.nothingEndsBefore = Math.min(this.nothingEndsBefore, expiresAt);
  }

  /** Drops what has ended. */
  sweep(now: number): void {
    if (now < this.nothingEndsBefore) return;
    this.nothingEndsBefore = Number.POSITIVE_INFINITY;
    for (const [id, { expiresAt }] of this.entries) {
      if (expiresAt <= now) this.delete(id);
      else this.nothingEndsBefore = Math.min(this.nothingEndsBefore, expiresAt);
    }
  }
}
