/** The values of several sequences: one sequence after the other, or one value of each in turn. */
export function* takeTurns<Value>(sequences: Iterable<Value>[], alternate: boolean): Generator<Value> {
  if (!alternate) {
    for (const sequence of sequences) yield* sequence;
    return;
  }
  let waiting = sequences.map((sequence) => sequence[Symbol.iterator]());
  while (waiting.length > 0) {
    const unfinished: Iterator<Value>[] = [];
    for (const iterator of waiting) {
      const next = iterator.next();
      if (next.done) continue;
      unfinished.push(iterator);
      yield next.value;
    }
    waiting = unfinished;
  }
}
