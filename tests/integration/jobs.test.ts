import { afterAll, beforeAll, expect, it } from "vitest";
import { withAdvisoryLock } from "@/infra/postgres/advisory-lock";
import { partitionOf } from "@/infra/postgres/partitions";
import { createPartitions } from "@/jobs/create-partitions";
import { runJob } from "@/jobs/run-job";
import { startJobs } from "@/jobs/schedule";
import { DAY_MS } from "@/lib/duration";
import { startTestHub, type TestHub } from "../support/hub";

let hub: TestHub;

beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());

const runs = () => hub.database.pool.sql`SELECT job, result, detail FROM job_runs ORDER BY id`;

it("makes the coming weeks' partitions and moves what waited in the default one", async () => {
  const { sql } = hub.database.pool;
  const inTwoMonths = Date.now() + 60 * DAY_MS;
  await sql`
    INSERT INTO requests (id, created_at, outcome, status_code, user_id, key_id, provider_id, protocol, method,
      endpoint, is_stream, duration_ms, request_bytes, response_bytes, attempts, decision)
    VALUES (gen_random_uuid(), ${new Date(inTwoMonths).toISOString()}, 'completed', 200, 1, 1, 1, 'anthropic',
      'POST', '/v1/messages', false, 1, 1, 1, 1, '{}')`;
  const later = { ...hub.runtime, clock: { now: () => inTwoMonths } };
  await runJob(createPartitions, later);
  const { name } = partitionOf("requests", inTwoMonths);
  expect(await sql`SELECT count(*)::int AS rows FROM ${sql(name)}`).toEqual([{ rows: 1 }]);
  expect(await sql`SELECT count(*)::int AS rows FROM requests_default`).toEqual([{ rows: 0 }]);
  const [run] = await runs();
  expect(run).toMatchObject({ job: "create-partitions", result: "ok" });
  expect(run?.detail.created).toContain(name);
});

it("leaves a job alone that another replica is running", async () => {
  const before = (await runs()).length;
  await withAdvisoryLock(hub.database.pool.sql, "job:create-partitions", () =>
    runJob(createPartitions, hub.runtime),
  );
  expect(await runs()).toHaveLength(before);
});

it("keeps a failure with its reason and goes on", async () => {
  const failing = {
    name: "failing",
    everyMs: 5,
    run: async () => {
      throw new Error("no luck");
    },
  };
  const jobs = startJobs([failing], hub.runtime);
  await expect
    .poll(async () => (await runs()).filter(({ job }) => job === "failing").length)
    .toBeGreaterThan(1);
  await jobs.stop();
  const last = (await runs()).at(-1);
  expect(last).toMatchObject({ result: "failed", detail: { error: "no luck" } });
});
