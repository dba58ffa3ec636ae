import { bucketLeavesAt, type PrimeEntry } from "./port";

/** Bucket number → amount. */
export type Buckets = Map<number, number>;

/** Amounts added up by the bucket each belongs to. */
export function amountsBy(amounts: PrimeEntry["amounts"], bucketOf: (at: number) => number): Buckets {
  const sums: Buckets = new Map();
  for (const { at, amount } of amounts) sums.set(bucketOf(at), (sums.get(bucketOf(at)) ?? 0) + amount);
  return sums;
}

export function total(buckets: Buckets): number {
  let sum = 0;
  for (const amount of buckets.values()) sum += amount;
  return sum;
}

/** Epoch ms at which, as buckets leave, the sum will be below `limit`; null = never. */
export function dropsBelow(
  buckets: Buckets,
  limit: number,
  span: { spanMs: number; bucketMs: number },
): number | null {
  let left = total(buckets);
  for (const bucket of [...buckets.keys()].sort((a, b) => a - b)) {
    left -= buckets.get(bucket) ?? 0;
    if (left < limit) return bucketLeavesAt(bucket, span.spanMs, span.bucketMs);
  }
  return null;
}
