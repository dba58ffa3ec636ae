/** Random choices that come out the same whenever they start from the same numbers. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number;
  pick<Value>(values: readonly [Value, ...Value[]]): Value;
  /** True with this probability. */
  chance(probability: number): boolean;
}

/** @param numbers what the choices depend on: a run's seed, the number of a request, … */
export function seededRandom(...numbers: readonly number[]): Random {
  let state = 0x9e3779b9;
  for (const number of numbers) state = scramble(state ^ number);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    return (scramble(state) >>> 0) / 2 ** 32;
  };
  const between = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    between,
    pick: ([first, ...rest]) => {
      const at = between(0, rest.length);
      return at === 0 ? first : (rest[at - 1] ?? first);
    },
    chance: (probability) => next() < probability,
  };
}

/** The finishing step of MurmurHash3: every bit of the input changes half the bits of the result. */
function scramble(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
