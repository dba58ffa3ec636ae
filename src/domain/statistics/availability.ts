import { HOUR_MS, MINUTE_MS } from "@/lib/duration";

/** How a provider did in one bucket of time. */
export interface AvailabilityBucket {
  readonly providerId: number;
  /** Epoch ms of its start. */
  readonly startsAt: number;
  readonly requests: number;
  /** Requests that failed for the provider's or the hub's sake: what clients caused or left is no failure. */
  readonly failures: number;
  readonly durationMsSum: number;
  /** Epoch ms of the start of its last request; of buckets from the roll-up, of its last hour. */
  readonly lastRequestAt: number;
}

/** The span a heat map covers, cut into buckets of one size. */
export interface BucketPlan {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly bucketMs: number;
  /** Buckets of whole hours are read from the roll-up, finer ones from the requests. */
  readonly source: "hourly" | "requests";
}

const MIN_BUCKET_MS = 15_000;

/** A span that finer buckets can be read for: more requests than of a day are the roll-up's. */
const MAX_FINE_SPAN_MS = 24 * HOUR_MS;

const NICE_BUCKETS_MS = [1, 5, 15, 60, 360, 1440].map((minutes) => minutes * MINUTE_MS);

interface Wanted {
  readonly startsAt: number;
  readonly endsAt: number;
  /** null: a size that makes about fifty buckets. */
  readonly bucketMs: number | null;
  readonly maxBuckets: number;
}

/**
 * Buckets that begin at multiples of their size. They are made larger where they would be more than `maxBuckets`, and
 * whole hours where they are an hour or longer, or the span is too long to read finer ones.
 */
export function planBuckets({ startsAt, endsAt, bucketMs, maxBuckets }: Wanted): BucketPlan {
  const span = endsAt - startsAt;
  const wanted = bucketMs ?? NICE_BUCKETS_MS.find((size) => span / size <= 60) ?? span / 60;
  const least = Math.max(MIN_BUCKET_MS, wanted, span / maxBuckets);
  if (least < HOUR_MS && span <= MAX_FINE_SPAN_MS) {
    const size = Math.ceil(least / MIN_BUCKET_MS) * MIN_BUCKET_MS;
    return { startsAt: Math.floor(startsAt / size) * size, endsAt, bucketMs: size, source: "requests" };
  }
  const size = Math.ceil(least / HOUR_MS) * HOUR_MS;
  return { startsAt: Math.floor(startsAt / size) * size, endsAt, bucketMs: size, source: "hourly" };
}

/** The starts of a plan's buckets, epoch ms. */
export function bucketStarts({ startsAt, endsAt, bucketMs }: BucketPlan): number[] {
  const count = Math.max(1, Math.ceil((endsAt - startsAt) / bucketMs));
  return Array.from({ length: count }, (_, index) => startsAt + index * bucketMs);
}

const LATEST_BUCKETS = 3;
const GREEN_FROM = 0.5;

/** 0 to 1: the share of requests that did not fail; 0 of none. */
export function availabilityOf({ requests, failures }: { requests: number; failures: number }): number {
  return requests === 0 ? 0 : (requests - failures) / requests;
}

/** How a provider does now: by the mean of its last buckets with requests. */
export function currentStatus(buckets: readonly AvailabilityBucket[]): {
  readonly status: "green" | "red" | "unknown";
  readonly availability: number;
} {
  const latest = buckets
    .filter(({ requests }) => requests > 0)
    .sort((a, b) => b.startsAt - a.startsAt)
    .slice(0, LATEST_BUCKETS);
  if (latest.length === 0) return { status: "unknown", availability: 0 };
  const mean = latest.reduce((sum, bucket) => sum + availabilityOf(bucket), 0) / latest.length;
  return { status: mean >= GREEN_FROM ? "green" : "red", availability: mean };
}
