/**
 * Re-cuts a byte stream into slices of the given sizes, cycled through, without regard to the chunks it came in;
 * the last slice is what is left.
 */
export async function* reslice(
  chunks: AsyncIterable<Buffer>,
  sizes: number | readonly number[],
): AsyncGenerator<Buffer> {
  const cycle = typeof sizes === "number" ? [sizes] : sizes;
  let turn = 0;
  let wanted = cycle[0] ?? 1;
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const chunk of chunks) {
    let rest = chunk;
    while (heldBytes + rest.length >= wanted) {
      const taken = rest.subarray(0, wanted - heldBytes);
      yield held.length === 0 ? taken : Buffer.concat([...held, taken]);
      rest = rest.subarray(taken.length);
      held = [];
      heldBytes = 0;
      turn += 1;
      wanted = cycle[turn % cycle.length] ?? 1;
    }
    if (rest.length > 0) held.push(rest);
    heldBytes += rest.length;
  }
  if (heldBytes > 0) yield Buffer.concat(held);
}
