import { expect, it } from "vitest";
import { startTestHub } from "../support/hub";
import { ANSWER, ANSWER_USD, message, statuses } from "../support/limited-traffic";

it("ENABLE_RATE_LIMIT=false switches enforcement off, not accounting", async () => {
  const hub = await startTestHub({ env: { ENABLE_RATE_LIMIT: "false" } });
  await hub.addProvider({ limit_daily_usd: 0.01 });
  const limits = { rpm: 1, dailyQuota: 0.01, limitConcurrentSessions: 1 };
  const caller = await hub.addCaller(limits);
  hub.upstream.setDefault(ANSWER);
  expect(await statuses(() => hub.post("/v1/messages", caller.key, message()), 5)).toEqual([
    200, 200, 200, 200, 200,
  ]);
  const totals = ["user", "key", "provider"].map(
    (scope) => ({ kind: "fixed", key: `${scope}:1:total@0`, expiresAt: null }) as const,
  );
  for (const nanoUsd of await hub.runtime.counters.read(totals, Date.now())) {
    expect(nanoUsd).toBeGreaterThanOrEqual(5 * ANSWER_USD * 1e9);
  }
  await hub.close();
});
