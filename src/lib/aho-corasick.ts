/** A word that was found; `end` is exclusive. */
export interface WordMatch {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

const UNITS = 0x10000;
const ROOT = 0;

/**
 * Finds any of many words in one pass over a text (Aho and Corasick, 1975), in UTF-16 units and case-sensitively. The
 * cost of a search does not depend on the number of words.
 */
export class AhoCorasick {
  /** Next state by unit. Nearly every unit of an innocent text is looked up at the root, so that one is an array. */
  private readonly rootNext = new Int32Array(UNITS);
  private readonly next: (Map<number, number> | undefined)[] = [undefined];
  private readonly fallback: number[] = [ROOT];
  /** The word that ends in a state, its own or the one its fallback chain ends in. */
  private readonly words: (string | undefined)[] = [undefined];

  constructor(words: Iterable<string>) {
    for (const word of words) if (word !== "") this.add(word);
    this.link();
  }

  /** The word whose end comes first, or null. */
  find(text: string): WordMatch | null {
    let state = ROOT;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      state = state === ROOT ? (this.rootNext[unit] as number) : this.step(state, unit);
      if (state === ROOT) continue;
      const word = this.words[state];
      if (word !== undefined) return { word, start: at + 1 - word.length, end: at + 1 };
    }
    return null;
  }

  private add(word: string): void {
    let state = ROOT;
    for (let at = 0; at < word.length; at++) {
      const unit = word.charCodeAt(at);
      const known = this.child(state, unit);
      state = known === undefined ? this.grow(state, unit) : known;
    }
    this.words[state] ??= word;
  }

  private grow(parent: number, unit: number): number {
    const state = this.next.length;
    this.next.push(undefined);
    this.fallback.push(ROOT);
    this.words.push(undefined);
    if (parent === ROOT) {
      this.rootNext[unit] = state;
      return state;
    }
    const children = this.next[parent] ?? new Map<number, number>();
    this.next[parent] = children.set(unit, state);
    return state;
  }

  private child(state: number, unit: number): number | undefined {
    if (state === ROOT) return this.rootNext[unit] || undefined;
    return this.next[state]?.get(unit);
  }

  /** Breadth first, so that a state's fallback, which is shorter, is always done before it. */
  private link(): void {
    const queue = [...this.rootNext].filter((state) => state !== ROOT);
    for (let head = 0; head < queue.length; head++) {
      const state = queue[head] as number;
      const fallback = this.fallback[state] as number;
      this.words[state] ??= this.words[fallback];
      for (const [unit, child] of this.next[state] ?? []) {
        this.fallback[child] = this.step(fallback, unit);
        queue.push(child);
      }
    }
  }

  private step(from: number, unit: number): number {
    let state = from;
    for (;;) {
      const next = this.child(state, unit);
      if (next !== undefined) return next;
      if (state === ROOT) return ROOT;
      state = this.fallback[state] as number;
    }
  }
}
