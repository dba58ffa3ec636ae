/** Wraps `run` so that the first call runs it and every later call gets the first one's result. */
export function once<Args extends readonly unknown[], Result>(
  run: (...args: Args) => Result,
): (...args: Args) => Result {
  let called: { result: Result } | undefined;
  return (...args) => {
    called ??= { result: run(...args) };
    return called.result;
  };
}
