/**
 * Draws one item with probability proportional to its weight.
 *
 * @param random a number in [0, 1)
 * @returns undefined only for an empty list. If all weights are 0 the draw is uniform.
 */
export function weightedPick<Item extends { readonly weight: number }>(
  items: readonly Item[],
  random: number,
): Item | undefined {
  const total = items.reduce((sum, item) => sum + item.weight, 0);
  if (total <= 0) return items[Math.floor(random * items.length)];
  let mark = random * total;
  for (const item of items) {
    mark -= item.weight;
    if (mark < 0) return item;
  }
  return items.at(-1);
}
