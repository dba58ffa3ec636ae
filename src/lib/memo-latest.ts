/** Longer texts are worked out each time, so that what is kept has a bound in bytes too. */
const MAX_TEXT_LENGTH = 256;

/** `compute` with its answers for the last `capacity` short texts at hand; the oldest make room for new ones. */
export function memoLatest<Value>(
  compute: (text: string) => Value,
  capacity: number,
): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const answer = known.get(text);
    if (answer !== undefined) return answer;
    const computed = compute(text);
    if (text.length > MAX_TEXT_LENGTH) return computed;
    const [oldest] = known.size >= capacity ? known.keys() : [];
    if (oldest !== undefined) known.delete(oldest);
    known.set(text, computed);
    return computed;
  };
}
