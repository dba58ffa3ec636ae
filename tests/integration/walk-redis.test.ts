import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestHub, type TestCaller, type TestHub } from "../support/hub";

/** What the in-process counters do in walk.test.ts, with the counters in Redis. */

let hub: TestHub;
let caller: TestCaller;

beforeAll(async () => {
  hub = await startTestHub({ redis: true });
  await hub.addProvider({ name: "one", weight: 1 });
  await hub.addProvider({ name: "two", weight: 1 });
  caller = await hub.addCaller({ rpm: 12, dailyQuota: 1 });
});
afterAll(() => hub.close());

const message = () => ({
  model: "claude-opus-4-5",
  max_tokens: 5,
  messages: [{ role: "user", content: `hello ${Math.random()}` }],
});

it("keeps a session at one provider and numbers its requests, then refuses by rate, then by spend", async () => {
  expect(hub.runtime.counters.health()).toMatchObject({ mode: "redis", ok: true });
  const session = { "x-claude-code-session-id": "a-session" };
  for (let n = 0; n < 11; n++) await (await hub.post("/v1/messages", caller.key, message(), session)).text();
  hub.upstream.enqueue({ usage: { inputTokens: 200_000, outputTokens: 0 } });
  await (await hub.post("/v1/messages", caller.key, message(), session)).text();
  expect(await refusal()).toMatchObject({ code: "rpm_limit", current: 12 });
  await hub.call("users/editUser", { userId: caller.userId, rpm: null });
  expect(await refusal()).toMatchObject({ code: "spend_limit", limit_type: "daily_quota" });

  await hub.runtime.ledger.flush();
  const { logs } = await hub.call<{
    logs: { providerName: string; requestSequence: number; outcome: string }[];
  }>("usage-logs/getUsageLogsBatch");
  const served = logs.filter(({ outcome }) => outcome === "completed").reverse();
  expect(served.map(({ requestSequence }) => requestSequence)).toEqual(
    Array.from({ length: 12 }, (_, n) => n + 1),
  );
  expect(new Set(served.map(({ providerName }) => providerName)).size).toBe(1);
});

async function refusal(): Promise<Record<string, unknown>> {
  const response = await hub.post("/v1/messages", caller.key, message());
  return ((await response.json()) as { error: Record<string, unknown> }).error;
}
