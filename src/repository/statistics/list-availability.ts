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

function fromRollup(plan: BucketPlan, which: SQL): SQL {
  return bucketsOf(
    plan,
    sql`hour`,
    sql`sum(requests)::float8 AS requests, sum(errors)::float8 AS failures, sum(duration_ms_sum)::float8 AS duration`,
    sql`provider_hourly WHERE ${which} AND requests > 0`,
  );
}

function fromRequests(plan: BucketPlan, which: SQL): SQL {
  return bucketsOf(
    plan,
    sql`created_at`,
    sql`count(*)::float8 AS requests, count(*) FILTER (WHERE outcome = 'failed')::float8 AS failures,
      sum(duration_ms)::float8 AS duration`,
    sql`requests WHERE ${which} AND outcome NOT IN ('refused', 'intercepted')`,
  );
}

/** @param rows a table with a WHERE clause, whose rows are of `instant` */
function bucketsOf({ startsAt, endsAt, bucketMs }: BucketPlan, instant: SQL, sums: SQL, rows: SQL): SQL {
  const size = sql.raw(`interval '${bucketMs / 1_000} seconds'`);
  const start = sql.raw(`'${iso(startsAt)}'::timestamptz`);
  return sql`
    SELECT id, ${epochMs(sql`bucket`)} AS at, requests, failures, duration, ${epochMs(sql`latest`)} AS last FROM (
      SELECT provider_id AS id, date_bin(${size}, ${instant}, ${start}) AS bucket, ${sums}, max(${instant}) AS latest
      FROM ${rows} AND ${instant} >= ${iso(startsAt)} AND ${instant} < ${iso(endsAt)}
      GROUP BY provider_id, bucket
    ) AS counted`;
}

const epochMs = (instant: SQL) => sql`(extract(epoch FROM ${instant}) * 1000)::float8`;
