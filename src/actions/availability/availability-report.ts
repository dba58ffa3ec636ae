import { z } from "zod";
import type { Provider } from "@/domain/provider/provider";
import { PROVIDER_TYPES } from "@/domain/provider/provider-type";
import {
  type AvailabilityBucket,
  availabilityOf,
  type BucketPlan,
  bucketStarts,
  currentStatus,
} from "@/domain/statistics/availability";
import { MINUTE_MS } from "@/lib/duration";

const count = z.number().int();
const instant = z.iso.datetime();

const TimeBucket = z.object({
  bucketStart: instant,
  bucketEnd: instant,
  totalRequests: count,
  /** Requests that did not fail, and those that did. */
  greenCount: count,
  redCount: count,
  /** 0 to 1; 0 without requests. */
  availabilityScore: z.number(),
  avgLatencyMs: z.number(),
});

const ProviderAvailability = z.object({
  providerId: count,
  providerName: z.string(),
  providerType: z.enum(PROVIDER_TYPES),
  isEnabled: z.boolean(),
  currentStatus: z.enum(["green", "red", "unknown"]),
  currentAvailability: z.number(),
  totalRequests: count,
  successRate: z.number(),
  avgLatencyMs: z.number(),
  lastRequestAt: instant.nullable(),
  timeBuckets: z.array(TimeBucket),
});

export const AvailabilityReport = z
  .object({
    queriedAt: instant,
    startTime: instant,
    endTime: instant,
    bucketSizeMinutes: z.number(),
    providers: z.array(ProviderAvailability),
    /** Of all requests, 0 to 1. */
    systemAvailability: z.number(),
  })
  .meta({ id: "AvailabilityReport" });
export type AvailabilityReport = z.infer<typeof AvailabilityReport>;

type Shown = Pick<Provider, "id" | "name" | "type" | "isEnabled">;

/** Buckets of providers as a report, with empty ones where nothing happened. */
export function availabilityReport(
  plan: BucketPlan,
  providers: readonly Shown[],
  buckets: readonly AvailabilityBucket[],
  now: number,
): AvailabilityReport {
  // Written once for all providers: they are the dearest part of a report.
  const spans = bucketStarts(plan).map((startsAt) => ({
    startsAt,
    bucketStart: iso(startsAt),
    bucketEnd: iso(startsAt + plan.bucketMs),
  }));
  const shown = new Set(providers.map(({ id }) => id));
  const byProvider = new Map<number, AvailabilityBucket[]>(providers.map(({ id }) => [id, []]));
  for (const bucket of buckets) byProvider.get(bucket.providerId)?.push(bucket);
  return {
    queriedAt: iso(now),
    startTime: iso(plan.startsAt),
    endTime: iso(plan.endsAt),
    bucketSizeMinutes: plan.bucketMs / MINUTE_MS,
    providers: providers.map((provider) => ofProvider(provider, byProvider.get(provider.id) ?? [], spans)),
    systemAvailability: availabilityOf(sum(buckets.filter(({ providerId }) => shown.has(providerId)))),
  };
}

function ofProvider(
  { id, name, type, isEnabled }: Shown,
  buckets: readonly AvailabilityBucket[],
  spans: readonly BucketSpan[],
): AvailabilityReport["providers"][number] {
  const total = sum(buckets);
  const { status, availability } = currentStatus(buckets);
  const byStart = new Map(buckets.map((bucket) => [bucket.startsAt, bucket]));
  const lastAt = Math.max(0, ...buckets.map(({ lastRequestAt }) => lastRequestAt));
  return {
    providerId: id,
    providerName: name,
    providerType: type,
    isEnabled,
    currentStatus: status,
    currentAvailability: availability,
    totalRequests: total.requests,
    successRate: availabilityOf(total),
    avgLatencyMs: meanMs(total),
    lastRequestAt: lastAt === 0 ? null : iso(lastAt),
    timeBuckets: spans.map((span) => timeBucket(span, byStart.get(span.startsAt) ?? NOTHING)),
  };
}

type Sums = Pick<AvailabilityBucket, "requests" | "failures" | "durationMsSum">;

const NOTHING: Sums = { requests: 0, failures: 0, durationMsSum: 0 };

interface BucketSpan {
  /** Epoch ms. */
  readonly startsAt: number;
  /** ISO 8601. */
  readonly bucketStart: string;
  readonly bucketEnd: string;
}

function timeBucket({ bucketStart, bucketEnd }: BucketSpan, sums: Sums): z.infer<typeof TimeBucket> {
  return {
    bucketStart,
    bucketEnd,
    totalRequests: sums.requests,
    greenCount: sums.requests - sums.failures,
    redCount: sums.failures,
    availabilityScore: availabilityOf(sums),
    avgLatencyMs: meanMs(sums),
  };
}

function sum(buckets: readonly Sums[]): Sums {
  const add = (field: keyof Sums) => buckets.reduce((total, bucket) => total + bucket[field], 0);
  return { requests: add("requests"), failures: add("failures"), durationMsSum: add("durationMsSum") };
}

const meanMs = ({ requests, durationMsSum }: Sums) =>
  requests === 0 ? 0 : Math.round(durationMsSum / requests);

const iso = (at: number) => new Date(at).toISOString();
