import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { AvailabilityBucket, BucketPlan } from "@/domain/statistics/availability";
import type { Db } from "@/repository/db";

/** The buckets of a plan in which providers had requests. @param providerIds only these; all when null */
export async function listAvailability(
  db: Db,
  plan: BucketPlan,
  providerIds: readonly number[] | null,
): Promise<AvailabilityBucket[]> {
  const which =
    providerIds === null ? sql`provider_id <> 0` : sql`provider_id = ANY(${idArray(providerIds)})`;
  const rows = await db.execute<Record<"id" | "at" | "requests" | "failures" | "duration" | "last", number>>(
    plan.source === "hourly" ? fromRollup(plan, which) : fromRequests(plan, which),
  );
  return rows.map(({ id, at, requests, failures, duration, last }) => ({
    providerId: id,
    startsAt: at,
    requests,
    failures,
    durationMsSum: duration,
    lastRequestAt: last,
  }));
}

function idArray(ids: readonly number[]): SQL {
  return sql`${`{${ids.join(",")}}`}::int[]`;
}

const iso = (at: number) => new Date(at).toISOString();

function fromRollup({ startsAt, endsAt, bucketMs }: BucketPlan, which: SQL): SQL {
  return sql`
    SELECT provider_id AS id, ${bucketOf(sql`hour`, startsAt, bucketMs)} AS at, sum(requests)::float8 AS requests,
      sum(errors)::float8 AS failures, sum(duration_ms_sum)::float8 AS duration, ${epochMs(sql`max(hour)`)} AS last
    FROM provider_hourly
    WHERE hour >= ${iso(startsAt)} AND hour < ${iso(endsAt)} AND ${which} AND requests > 0
    GROUP BY 1, 2`;
}

function fromRequests({ startsAt, endsAt, bucketMs }: BucketPlan, which: SQL): SQL {
  return sql`
    SELECT provider_id AS id, ${bucketOf(sql`created_at`, startsAt, bucketMs)} AS at, count(*)::float8 AS requests,
      count(*) FILTER (WHERE outcome = 'failed')::float8 AS failures, sum(duration_ms)::float8 AS duration,
      ${epochMs(sql`max(created_at)`)} AS last
    FROM requests
    WHERE created_at >= ${iso(startsAt)} AND created_at < ${iso(endsAt)} AND ${which}
      AND outcome NOT IN ('refused', 'intercepted')
    GROUP BY 1, 2`;
}

const epochMs = (instant: SQL) => sql`(extract(epoch FROM ${instant}) * 1000)::float8`;

/** Epoch ms of the start of the bucket an instant is in. Whole numbers: the grouping costs least of all then. */
function bucketOf(instant: SQL, startsAt: number, bucketMs: number): SQL {
  const seconds = sql.raw(String(bucketMs / 1_000));
  const start = sql.raw(String(startsAt / 1_000));
  return sql`((floor((extract(epoch FROM ${instant})::float8 - ${start}) / ${seconds}) * ${seconds} + ${start}) * 1000)`;
}
