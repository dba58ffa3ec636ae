import { afterAll, beforeAll, expect, it } from "vitest";
import { startJobs } from "@/jobs/schedule";
import { startReplica, startTestHub, type TestCaller, type TestHub, type TestReplica } from "../support/hub";

/** Two hubs on one database and one Redis. */

let hub: TestHub;
let replica: TestReplica;
let caller: TestCaller;

beforeAll(async () => {
  hub = await startTestHub({ redis: true });
  caller = await hub.addCaller();
  replica = await startReplica(hub);
});
afterAll(async () => {
  await replica.close();
  await hub.close();
});

const message = () => ({
  model: "claude-sonnet-4-5",
  max_tokens: 5,
  messages: [{ role: "user", content: `hello ${Math.random()}` }],
});

const askReplica = async () => {
  const response = await replica.post("/v1/messages", caller.key, message());
  await response.text();
  return response;
};

/** Waits until `seen` holds at the replica; it must within a second. */
async function within1s(seen: () => boolean): Promise<void> {
  await expect.poll(seen, { timeout: 1_000, interval: 5 }).toBe(true);
}

const lastSecret = () =>
  hub.upstream.requests.at(-1)?.headers.find(([name]) => name.toLowerCase() === "x-api-key")?.[1];

it("20: a provider's new key and URL are used by the other hub within a second, and the old ones never again", async () => {
  const providerId = await hub.addProvider({ name: "moving", key: "sk-old-key-0001" });
  await within1s(() => replica.runtime.snapshot.current.providers.byId.has(providerId));
  expect((await askReplica()).status).toBe(200);
  expect(lastSecret()).toBe("sk-old-key-0001");

  await hub.call("providers/editProvider", {
    providerId,
    key: "sk-new-key-0002",
    url: `${hub.upstream.url}/moved`,
  });
  await within1s(
    () => replica.runtime.snapshot.current.providers.byId.get(providerId)?.url.endsWith("/moved") === true,
  );
  const before = hub.upstream.requests.length;
  await askReplica();
  const later = hub.upstream.requests.slice(before);
  expect(later.map(({ url }) => url)).toEqual(["/moved/v1/messages"]);
  expect(lastSecret()).toBe("sk-new-key-0002");

  await hub.call("providers/removeProvider", { providerId });
  await within1s(() => !replica.runtime.snapshot.current.providers.byId.has(providerId));
  expect((await askReplica()).status).toBe(503);
});

it("20: a disabled key and a disabled provider are refused by the other hub within a second", async () => {
  const providerId = await hub.addProvider({ name: "switched" });
  const other = await hub.addCaller({ name: "other" });
  await hub.call("keys/addKey", { userId: other.userId, name: "second" });
  await within1s(() => replica.runtime.snapshot.current.callers.byKeyId.has(other.keyId));
  await hub.call("keys/toggleKeyEnabled", { keyId: other.keyId, enabled: false });
  await expect
    .poll(async () => (await replica.post("/v1/messages", other.key, message())).status, {
      timeout: 1_000,
      interval: 20,
    })
    .toBe(401);
  await hub.call("providers/editProvider", { providerId, is_enabled: false });
  await expect.poll(async () => (await askReplica()).status, { timeout: 1_000, interval: 20 }).toBe(503);
  await hub.call("providers/removeProvider", { providerId });
});

it("20: a circuit that opens in one hub is open in the other within a second, and is told once", async () => {
  const providerId = await hub.addProvider({ name: "failing", circuit_breaker_failure_threshold: 2 });
  await within1s(() => replica.runtime.snapshot.current.providers.byId.has(providerId));
  const seen: string[] = [];
  replica.runtime.live.on("circuit", ({ state }) => seen.push(state));
  hub.upstream.enqueue({ status: 500 }, { status: 500 });
  for (let n = 0; n < 2; n++) await (await hub.post("/v1/messages", caller.key, message())).text();
  await within1s(() => replica.runtime.circuits.conditions.get(providerId)?.circuit.state.kind === "open");
  const response = await askReplica();
  expect([response.status, Number(response.headers.get("retry-after")) > 1_000]).toEqual([503, true]);
  expect(seen).toEqual(["open"]);

  await replica.runtime.circuits.reset(providerId);
  await within1s(() => hub.runtime.circuits.conditions.get(providerId)?.circuit.state.kind === "closed");
  expect((await hub.post("/v1/messages", caller.key, message())).status).toBe(200);
  await expect
    .poll(() => hub.database.pool.sql`SELECT state, reason FROM breaker_events ORDER BY id`, {
      timeout: 2_000,
    })
    .toEqual([
      { state: "open", reason: "upstream_error: HTTP 500: Internal server error" },
      { state: "closed", reason: "manual_reset" },
    ]);
});

it("a job is run by one of the hubs at a time, and once per interval among them", async () => {
  const EVERY_MS = 400;
  const together: number[] = [];
  let running = 0;
  const job = {
    name: "shared",
    everyMs: EVERY_MS,
    run: async () => {
      together.push(++running);
      await new Promise((resolve) => setTimeout(resolve, 50));
      running--;
      return {};
    },
  };
  const schedules = [hub.runtime, replica.runtime, hub.runtime].map((runtime) => startJobs([job], runtime));
  await expect.poll(() => together.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(4);
  await Promise.all(schedules.map((schedule) => schedule.stop()));
  expect(together.filter((count) => count > 1)).toEqual([]);
  // By the database's clock, whatever this machine is busy with.
  const gaps = await hub.database.pool.sql<{ ms: number | null }[]>`
    SELECT extract(epoch FROM started_at - lag(started_at) OVER (ORDER BY id))::float8 * 1000 AS ms
    FROM job_runs WHERE job = 'shared'`;
  for (const { ms } of gaps.slice(1)) expect(ms).toBeGreaterThan(0.89 * EVERY_MS);
});
