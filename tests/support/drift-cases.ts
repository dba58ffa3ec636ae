import { afterAll, beforeAll, expect, it } from "vitest";
import { repairDrift } from "@/jobs/repair-drift";
import { runJob } from "@/jobs/run-job";
import { WindowClock } from "@/services/quota/window-clock";
import { startTestHub, type TestCaller, type TestHub } from "./hub";

/** What the drift job finds and repairs, whoever counts. One hub per process, so each kind of counters has a file. */
export function driftCases({ redis }: { readonly redis: boolean }): void {
  let hub: TestHub;
  let caller: TestCaller;
  /** Epoch ms. What is counted wrong is so in the same part of a rolling window as what was spent, however long a test takes. */
  let spentAt: number;

  beforeAll(async () => {
    hub = await startTestHub({ redis });
    await hub.addProvider();
    caller = await hub.addCaller({ dailyResetMode: "rolling" });
    spentAt = Date.now();
    // 1,000 × 3 / 1e6 = 0.003 USD each
    for (let n = 0; n < 3; n++) {
      hub.upstream.enqueue({ usage: { inputTokens: 1_000, outputTokens: 0 } });
      const messages = [{ role: "user", content: `hello ${n}` }];
      const body = { model: "claude-sonnet-4-5", max_tokens: 100, messages };
      await (await hub.post("/v1/messages", caller.key, body)).text();
    }
    await hub.runtime.ledger.flush();
  });
  afterAll(() => hub.close());

  const sql = () => hub.database.pool.sql;

  async function run() {
    await runJob(repairDrift, hub.runtime);
    const [last] =
      await sql()`SELECT result, detail FROM job_runs WHERE job = 'repair-drift' ORDER BY id DESC`;
    expect(last?.result).toBe("ok");
    return last?.detail;
  }

  function windows() {
    const user = hub.runtime.snapshot.current.callers.users.find(({ id }) => id === caller.userId);
    if (!user) throw new Error("the user is not in the snapshot");
    const { sums } = new WindowClock(hub.runtime.env.TZ).windowsAt(`user:${user.id}`, user, Date.now());
    return [sums["5h"], sums.daily, sums.monthly, sums.total];
  }
  const counted = () => hub.runtime.counters.read(windows(), Date.now());
  const shift = (amount: number) =>
    hub.runtime.counters.settle({
      ...{ id: "wrong", now: Date.now(), spentAt, holders: [], memberKeys: [], affinity: null },
      amounts: [{ windows: windows(), amount }],
    });

  it("34: finds nothing where nothing is wrong", async () => {
    expect(await counted()).toEqual(Array(4).fill(9_000_000));
    expect(await run()).toEqual({
      ledger_drift_usd: "0",
      rollup: { rows: 0, usd: "0" },
      dailyRows: 0,
      providerRows: 0,
      counters: { windows: 0, usd: "0" },
    });
  });

  it("34: makes roll-up and counters say again what the ledger says, and tells how far off they were", async () => {
    await sql()`UPDATE usage_hourly SET cost_usd = cost_usd + 5, output_tokens = 77, requests = requests`;
    await sql()`
      INSERT INTO usage_hourly (hour, user_id, key_id, provider_id, model, cost_usd)
      VALUES (date_trunc('hour', now()), 1, 1, 1, 'of-nobody', 0.25)`;
    await shift(2_000_000);
    expect(await run()).toEqual({
      ledger_drift_usd: "5.258",
      rollup: { rows: 2, usd: "5.25" },
      dailyRows: 0,
      providerRows: 0,
      counters: { windows: 4, usd: "0.008" },
    });
    const [row] = await sql()`
      SELECT sum(cost_usd)::text AS usd, sum(output_tokens)::int AS tokens, sum(requests)::int AS requests
      FROM usage_hourly`;
    expect(row).toEqual({ usd: "0.009000000000000", tokens: 0, requests: 3 });
    expect(await counted()).toEqual(Array(4).fill(9_000_000));
  });

  it("34: makes good what the roll-up lost and the counters missed", async () => {
    await sql()`DELETE FROM usage_hourly`;
    await shift(-4_000_000);
    expect(await run()).toMatchObject({ ledger_drift_usd: "0.025", counters: { windows: 4, usd: "0.016" } });
    const [row] = await sql()`SELECT sum(cost_usd)::text AS usd FROM usage_hourly`;
    expect(row).toEqual({ usd: "0.009000000000000" });
    expect(await counted()).toEqual(Array(4).fill(9_000_000));
  });
}
