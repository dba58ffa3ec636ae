import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { readEnv } from "@/config/env";
import { probeProviders } from "@/jobs/probe-providers";
import { JOBS } from "@/jobs/registry";
import { runJob } from "@/jobs/run-job";
import { startTestHub, type TestCaller, type TestHub } from "../support/hub";

/** The hub's own tests of providers whose circuit is not closed. */

let hub: TestHub;
let caller: TestCaller;
let id: number;

beforeAll(async () => {
  hub = await startTestHub();
  caller = await hub.addCaller();
  id = await hub.addProvider({
    circuit_breaker_failure_threshold: 1,
    circuit_breaker_half_open_success_threshold: 1,
    allowed_models: ["claude-*", "claude-opus-4-5"],
  });
});
afterAll(() => hub.close());

beforeEach(async () => {
  hub.upstream.reset();
  await hub.runtime.circuits.reset(id);
});

const state = () => hub.runtime.circuits.conditions.get(id)?.circuit.state;
const probe = () => runJob(probeProviders, hub.runtime);

async function openCircuit() {
  hub.upstream.enqueue({ status: 500 });
  const body = { model: "claude-opus-4-5", max_tokens: 5, messages: [{ role: "user", content: "hello" }] };
  await (await hub.post("/v1/messages", caller.key, body)).text();
  expect(state()?.kind).toBe("open");
}

it("ask nothing of providers that are well", async () => {
  await probe();
  expect(hub.upstream.requests).toHaveLength(0);
});

it("let an open circuit be probed early, then close it when that went well too, without any client", async () => {
  await openCircuit();
  await probe();
  expect(state()).toEqual({ kind: "half-open", successes: 0, probes: {} });
  await probe();
  expect(state()).toEqual({ kind: "closed", failures: 0 });
  expect(hub.upstream.requests.map(({ model }) => model)).toEqual(Array(3).fill("claude-opus-4-5"));
});

it("17: prolong nothing when they fail, and are a probe like any other where the circuit is half open", async () => {
  await openCircuit();
  const opened = state();
  hub.upstream.setDefault({ status: 503 });
  await probe();
  expect(state()).toEqual(opened);
  await hub.runtime.circuits.report(id, { kind: "proved" });
  await probe();
  expect(state()).toMatchObject({ kind: "open", reason: "test: server_error" });
});

it.each([429, 400])("learn nothing from a %i", async (status) => {
  await openCircuit();
  await hub.runtime.circuits.report(id, { kind: "proved" });
  hub.upstream.setDefault({ status });
  await probe();
  expect(state()).toEqual({ kind: "half-open", successes: 0, probes: {} });
});

it("are off unless the operator switches them on, and are kept where there was something to test", async () => {
  const { settings } = hub.runtime.snapshot.current;
  expect(JOBS).toContain(probeProviders);
  expect(probeProviders.isOn?.({ env: readEnv({}), settings })).toBe(false);
  expect(probeProviders.isOn?.({ env: readEnv({ ENABLE_SMART_PROBING: "true" }), settings })).toBe(true);
  const runs = () => hub.database.pool.sql`SELECT result, detail FROM job_runs ORDER BY id`;
  const before = await runs();
  expect(before[0]).toEqual({ result: "ok", detail: { tested: { [id]: "success" } } });
  await probe();
  expect(await runs()).toEqual(before);
});
