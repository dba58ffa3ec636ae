import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { withAdvisoryLock } from "@/infra/postgres/advisory-lock";
import { ensurePartitions, moveToPartitions, partitionOf } from "@/infra/postgres/partitions";
import { cleanUpLogs } from "@/jobs/clean-up-logs";
import { createPartitions } from "@/jobs/create-partitions";
import { JOBS } from "@/jobs/registry";
import { runJob } from "@/jobs/run-job";
import { deskJobs, startJobs } from "@/jobs/schedule";
import { sweep } from "@/jobs/sweep";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/duration";
import { startTestHub, type TestHub } from "../support/hub";

let hub: TestHub;

beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());
// Some tests start jobs of their own.
beforeEach(() => hub.runtime.jobs.handIn(deskJobs(JOBS, hub.runtime)));

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

it("gives rows that came in bulk the partitions they lack", async () => {
  const { sql } = hub.database.pool;
  await sql`
    INSERT INTO requests (id, created_at, outcome, status_code, user_id, key_id, provider_id, protocol, method,
      endpoint, is_stream, duration_ms, request_bytes, response_bytes, attempts, decision)
    SELECT gen_random_uuid(), at, 'completed', 200, 1, 1, 1, 'anthropic', 'POST', '/v1/messages', false, 1, 1, 1, 1, '{}'
    FROM unnest(ARRAY['2020-02-03T00:00:00Z', '2020-02-09T23:59:59Z', '2020-02-10T00:00:00Z']::timestamptz[]) AS at`;
  await moveToPartitions(sql);
  for (const [day, rows] of [
    ["2020-02-05", 2],
    ["2020-02-12", 1],
  ] as const) {
    const { name } = partitionOf("requests", Date.parse(day));
    expect(await sql`SELECT count(*)::int AS rows FROM ${sql(name)}`).toEqual([{ rows }]);
  }
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

it("calls what a dead process left running failed, and starts anew", async () => {
  const { sql } = hub.database.pool;
  await sql`INSERT INTO job_runs (job) VALUES ('sweep')`;
  expect(await job("sweep")).toMatchObject({ isRunning: true });
  await runJob(sweep, hub.runtime);
  const both =
    await sql`SELECT result, detail->>'error' AS error FROM job_runs WHERE job = 'sweep' ORDER BY id`;
  expect(both).toEqual([
    { result: "failed", error: "the process ended before the run did" },
    { result: "ok", error: null },
  ]);
});

it("calls a run failed as soon as somebody finds that nobody is at it", async () => {
  const { sql } = hub.database.pool;
  await sql`INSERT INTO job_runs (job) VALUES ('sync-prices'), ('repair-drift')`;
  const atIt = withAdvisoryLock(sql, "job:repair-drift", () => runJob(sweep, hub.runtime));
  expect(await atIt).toMatchObject({ kind: "ok" });
  expect(await job("sync-prices")).toMatchObject({ isRunning: false, lastRun: { result: "failed" } });
  expect(await job("repair-drift")).toMatchObject({ isRunning: true });
  const jobs = startJobs([], hub.runtime);
  await jobs.stop();
  hub.runtime.jobs.handIn(deskJobs(JOBS, hub.runtime));
  expect(await job("repair-drift")).toMatchObject({ isRunning: false, lastRun: { result: "failed" } });
});

it("runs what is due once, however many replicas there are", async () => {
  let count = 0;
  const counted = { name: "counted", everyMs: DAY_MS, run: async () => ({ count: ++count }) };
  const due = () => runJob(counted, hub.runtime, "due");
  const outcomes = [...(await Promise.all([due(), due()])), await due()];
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(expect.arrayContaining(["not-due", "ok"]));
  expect(count).toBe(1);
  expect(await runJob(counted, hub.runtime)).toEqual({ kind: "ok", detail: { count: 2 } });
});

it("says when a job runs next, also after somebody ran it by hand", async () => {
  const sometimes = { name: "sometimes", everyMs: HOUR_MS, run: async () => ({}) };
  const jobs = startJobs([sometimes], hub.runtime);
  const next = async () => Date.parse((await job("sometimes"))?.nextRunAt ?? "");
  const now = Date.now();
  // A hub that has just started waits a little.
  expect(await next()).toBeGreaterThan(now + 4 * MINUTE_MS);
  expect(await next()).toBeLessThan(now + 6 * MINUTE_MS);
  await runJob(sometimes, hub.runtime);
  expect(await next()).toBeGreaterThan(now + HOUR_MS);
  await jobs.stop();
  hub.runtime.jobs.handIn(deskJobs(JOBS, hub.runtime));
  expect(await job("clean-up-logs")).toMatchObject({ isOn: false, nextRunAt: null });
  await hub.call("system-config/saveSystemSettings", {
    enableAutoCleanup: true,
    cleanupSchedule: "0 4 * * *",
  });
  const { nextRunAt } = (await job("clean-up-logs")) ?? {};
  await hub.call("system-config/saveSystemSettings", { enableAutoCleanup: false });
  expect(nextRunAt).toMatch(/^\d{4}-\d\d-\d\dT20:00:00/); // 04:00 in Shanghai
});

it("follows settings that switch a job on and off", async () => {
  let runsOfIt = 0;
  const switched = {
    name: "switched",
    everyMs: 5,
    isOn: ({ settings }: { settings: { enableAutoCleanup: boolean } }) => settings.enableAutoCleanup,
    isQuiet: true,
    run: async () => {
      runsOfIt++;
      return null;
    },
  };
  const jobs = startJobs([switched], hub.runtime);
  await hub.call("system-config/saveSystemSettings", { enableAutoCleanup: true });
  await expect.poll(() => runsOfIt, { timeout: 5_000 }).toBeGreaterThan(1);
  await hub.call("system-config/saveSystemSettings", { enableAutoCleanup: false });
  await jobs.stop();
  expect((await runs()).filter(({ job }) => job === "switched")).toHaveLength(0);
});

it("47: lets go of old requests by the schedule, whole weeks at once, and of no money", async () => {
  const { sql } = hub.database.pool;
  const now = Date.parse("2031-06-18T18:00:30Z"); // 02:00 in Shanghai
  const add = async (daysAgo: number) => {
    const at = new Date(now - daysAgo * DAY_MS).toISOString();
    await sql`
      INSERT INTO requests (id, created_at, outcome, status_code, user_id, key_id, provider_id, protocol, method,
        endpoint, is_stream, duration_ms, request_bytes, response_bytes, attempts, decision)
      VALUES (gen_random_uuid(), ${at}, 'completed', 200, 1, 1, 1, 'anthropic', 'POST', '/v1/messages', false, 1, 1, 1, 1, '{}')`;
    await sql`
      INSERT INTO usage_hourly (hour, user_id, key_id, provider_id, model, cost_usd)
      VALUES (date_trunc('hour', ${at}::timestamptz), 1, 1, 1, 'm', 1)`;
  };
  const at = (ms: number) => ({ ...hub.runtime, clock: { now: () => ms } });
  for (const weeks of [5, 3, 1]) await ensurePartitions(sql, now - weeks * 7 * DAY_MS, 1);
  for (const days of [40, 33, 15, 13, 1]) await add(days);
  const left = async () => {
    const [row] =
      await sql`SELECT count(*)::int AS count FROM requests WHERE created_at BETWEEN '2031-01-01' AND '2032-01-01'`;
    return row?.count;
  };
  const settings = {
    enableAutoCleanup: true,
    cleanupRetentionDays: 14,
    cleanupSchedule: "0 2 * * *",
    cleanupBatchSize: 1_000,
  };
  expect(await runJob(cleanUpLogs, at(now), "asked")).toEqual({ kind: "nothing-to-do" });
  await hub.call("system-config/saveSystemSettings", settings);
  expect(await runJob(cleanUpLogs, at(now - 2 * HOUR_MS), "due")).toEqual({ kind: "nothing-to-do" });
  expect(await left()).toBe(5);
  const outcome = await runJob(cleanUpLogs, at(now), "due");
  expect(outcome).toMatchObject({ kind: "ok", detail: { deleted: 1 } });
  const [dropped] =
    await sql`SELECT to_regclass(${partitionOf("requests", now - 33 * DAY_MS).name}) AS table`;
  expect(dropped?.table).toBeNull();
  expect(await left()).toBe(2);
  const [money] = await sql`SELECT sum(cost_usd)::int AS usd FROM usage_hourly WHERE model = 'm'`;
  expect(money?.usd).toBe(5);
});

it("ends the sign-ins of expired keys, and leaves the keys to say why", async () => {
  const { key, keyId } = await hub.addCaller({ name: "temporary" });
  await hub.call("keys/editKey", { keyId, canLoginWebUi: true });
  const signedIn = await fetch(`${hub.url}/api/auth/login`, {
    method: "POST",
    body: JSON.stringify({ key }),
  });
  expect(signedIn.status).toBe(200);
  const inAnHour = new Date(Date.now() + HOUR_MS);
  await hub.call("keys/renewKeyExpiresAt", { keyId, expiresAt: inAnHour.toISOString() });
  const later = { ...hub.runtime, clock: { now: () => inAnHour.getTime() } };
  expect(await runJob(sweep, hub.runtime)).toMatchObject({ detail: { signInsRevoked: 0 } });
  expect(await runJob(sweep, later)).toMatchObject({ detail: { signInsRevoked: 1 } });
  expect(hub.runtime.snapshot.current.callers.byKeyId.get(keyId)?.key.isEnabled).toBe(true);
});

const job = async (name: string) => {
  const jobs =
    await hub.call<{ name: string; isOn: boolean; nextRunAt: string | null; lastRun: object | null }[]>(
      "jobs/getJobs",
    );
  return jobs.find((one) => one.name === name);
};

it("shows admins each job with its last run, and runs one when they ask", async () => {
  const listed = await hub.call<{ name: string }[]>("jobs/getJobs");
  expect(listed.map(({ name }) => name)).toEqual(JOBS.map(({ name }) => name));
  expect(await job("probe-providers")).toMatchObject({ isOn: false, lastRun: null });
  expect(await hub.call("jobs/runJob", { name: "repair-drift" })).toMatchObject({
    ...{ state: "ok", detail: { ledger_drift_usd: expect.any(String) } },
  });
  expect(await job("repair-drift")).toMatchObject({
    isOn: true,
    isRunning: false,
    lastRun: { result: "ok" },
  });
  await expect(hub.call("jobs/runJob", { name: "nobody" })).rejects.toThrow("NOT_FOUND");
  await withAdvisoryLock(hub.database.pool.sql, "job:sweep", () =>
    expect(hub.call("jobs/runJob", { name: "sweep" })).rejects.toThrow("409 BUSY"),
  );
});
