import { afterAll, beforeAll, expect, it } from "vitest";
import { startReplica, startTestHub, type TestCaller, type TestHub, type TestReplica } from "./hub";
import { ANSWER, ANSWER_USD, message, statuses } from "./limited-traffic";

const ADMITTED = 10;

const countOf = (all: readonly number[], status: number) => all.filter((one) => one === status).length;

/** The tests of many requests at once, with counters in the process, or in Redis with two hubs on it. */
export function testParallelLimits(redis: boolean): void {
  let hub: TestHub;
  let replica: TestReplica | null = null;

  beforeAll(async () => {
    hub = await startTestHub({ redis });
    // Longer than it takes to ask all, on a busy machine too: nobody's place comes back meanwhile.
    hub.upstream.setDefault({ ...ANSWER, delays: { toHeadersMs: 1_500 } });
    await hub.addProvider();
    if (redis) replica = await startReplica(hub);
  });
  afterAll(async () => {
    await replica?.close();
    await hub.close();
  });

  const knownEverywhere = (caller: TestCaller) =>
    expect
      .poll(
        () => replica?.runtime.snapshot.current.callers.users.some(({ id }) => id === caller.userId) ?? true,
      )
      .toBe(true);
  const askOne = (caller: TestCaller) => (n: number) =>
    (n % 2 === 0 ? hub : (replica ?? hub)).post("/v1/messages", caller.key, message());

  it("31: of 200 parallel requests as many are admitted as the budget has room for", async () => {
    const caller = await hub.addCaller({ name: "budget", dailyQuota: ANSWER_USD * ADMITTED });
    await knownEverywhere(caller);
    const all = await statuses(askOne(caller), 200);
    // The slack: the one that finds a rest of room, however small, may take more than the rest.
    expect(countOf(all, 200)).toBeGreaterThanOrEqual(ADMITTED - 1);
    expect(countOf(all, 200)).toBeLessThanOrEqual(ADMITTED + 1);
    expect(countOf(all, 402)).toBe(200 - countOf(all, 200));
    expect(await statuses(askOne(caller), 4)).toEqual([402, 402, 402, 402]);
  });

  it("31, 33: of 200 parallel requests exactly as many are admitted as the rate allows", async () => {
    const caller = await hub.addCaller({ name: "rate", rpm: ADMITTED });
    await knownEverywhere(caller);
    const all = await statuses(askOne(caller), 200);
    expect([countOf(all, 200), countOf(all, 429)]).toEqual([ADMITTED, 190]);
  });

  it("31, 33: of 200 parallel sessions exactly as many are at work as may be, and their places come back", async () => {
    const caller = await hub.addCaller({ name: "sessions", limitConcurrentSessions: ADMITTED });
    await knownEverywhere(caller);
    for (const _again of [1, 2]) {
      const all = await statuses(askOne(caller), 200);
      expect([countOf(all, 200), countOf(all, 429)]).toEqual([ADMITTED, 190]);
    }
  });
}
