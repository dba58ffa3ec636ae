import fc from "fast-check";
import { expect, it } from "vitest";
import type { CircuitState } from "@/domain/circuit/circuit";
import { type Condition, NEW_CONDITION } from "@/domain/circuit/condition";
import type { Provider } from "@/domain/provider/provider";
import { MemoryCells } from "@/infra/cells/memory";
import { MemoryCounters } from "@/infra/counters/memory";
import { createLogger } from "@/infra/logger";
import { MemoryPresence } from "@/infra/presence/memory";
import type { Caller } from "@/services/auth/caller";
import { Circuits } from "@/services/circuits/circuits";
import { conditionToText } from "@/services/circuits/condition-codec";
import { InFlight } from "@/services/in-flight/in-flight";
import { Quota } from "@/services/quota/quota";
import { WindowClock } from "@/services/quota/window-clock";
import { dryRun } from "@/services/routing/dry-run";
import { someProvider } from "../../../tests/support/some-provider";
import type { GatewayDeps } from "../deps";
import { openExchange } from "../stages/open-exchange";
import type { GatewayRequest } from "../types";
import { demandOf } from "./demand";
import { routingState } from "./plan";

const NOW = 1_700_000_000_000;
const SESSION = { id: "s", storageKey: "1:s" };

const states = fc.constantFrom<CircuitState>(
  { kind: "closed", failures: 2 },
  { kind: "open", openedAt: NOW - 1_000, until: NOW + 1_000, reason: "bad" },
  { kind: "open", openedAt: NOW - 2_000, until: NOW, reason: "bad" },
  { kind: "half-open", successes: 0, probes: {} },
  { kind: "half-open", successes: 1, probes: { other: NOW + 1_000 } },
);
const conditions = fc.record({
  circuit: fc.record({ epoch: fc.nat(9), state: states }),
  rests: fc.constantFrom<Condition["rests"]>({}, {}, { "=claude-opus-4-5": NOW + 500 }, { "*": NOW + 500 }),
});
const worlds = fc.record({
  providers: fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 15 }),
      isEnabled: fc.constantFrom(true, true, false),
      priority: fc.nat(2),
      weight: fc.integer({ min: 1, max: 100 }),
      groups: fc.subarray(["default", "a"]),
      type: fc.constantFrom<Provider["type"]>("claude", "claude-auth", "codex"),
      allowedModels: fc.subarray(["claude-opus-*", "claude-haiku-4-5"]),
      context1mPreference: fc.constantFrom<Provider["context1mPreference"]>(null, "disabled"),
    }),
    { selector: ({ id }) => id, maxLength: 10 },
  ),
  conditions: fc.dictionary(fc.integer({ min: 1, max: 15 }).map(String), conditions),
  model: fc.constantFrom("claude-opus-4-5", "claude-haiku-4-5", "gpt-5"),
  groups: fc.constantFrom(["default"], ["a"], ["*"], ["default", "b"]),
  headers: fc.constantFrom<readonly string[]>([], ["anthropic-beta", "x,context-1m-2025-08-07"]),
  feedsCircuit: fc.boolean(),
  boundProviderId: fc.option(fc.integer({ min: 1, max: 15 })),
  randoms: fc.array(fc.double({ min: 0, max: 0.999_999, noNaN: true }), { minLength: 20, maxLength: 20 }),
});
type World = typeof worlds extends fc.Arbitrary<infer Value> ? Value : never;

/** The gateway's own parts in a world: real counters, real circuits, numbers instead of chance. */
async function build({ providers, conditions, model, groups, headers, feedsCircuit, randoms }: World) {
  const all = providers.map((spec) => Object.freeze(someProvider(spec)));
  const cells = new MemoryCells();
  for (const [id, condition] of Object.entries(conditions)) {
    await cells.compareAndSet(id, 0, conditionToText({ ...NEW_CONDITION, ...condition }));
  }
  const clock = { now: () => NOW };
  const circuits = new Circuits({
    ...{ cells, clock, logger: createLogger("silent") },
    findProvider: (id) => all.find((provider) => provider.id === id),
    onNews: () => {},
    onSeen: () => {},
  });
  await circuits.start();
  const counters = new MemoryCounters();
  const quota = new Quota({
    counters,
    clock: new WindowClock("UTC"),
    isEnforced: true,
    reservationTtlMs: 60_000,
    sessionTtlMs: 60_000,
  });
  const caller = {
    key: { id: 1, ...NO_LIMITS },
    user: { id: 1, rpmLimit: null, ...NO_LIMITS },
    groups,
  } as unknown as Caller;
  const request = {
    inbound: { id: "r", protocol: "anthropic", headers, endpoint: { isBilled: true, feedsCircuit } },
    body: { bytes: Buffer.alloc(0) },
    envelope: { model, maxOutputTokens: null },
  } as unknown as GatewayRequest;
  const newRandom = () => {
    let at = 0;
    return () => randoms[at++ % randoms.length] ?? 0;
  };
  const snapshot = {
    current: { providers: { all }, prices: new Map(), settings: { billingModelSource: "original" } },
  };
  const inFlight = new InFlight({
    presence: new MemoryPresence(),
    logger: createLogger("silent"),
    onBegin: () => {},
  });
  const deps = { snapshot, circuits, quota, clock, inFlight, random: newRandom() } as unknown as GatewayDeps;
  return { deps, circuits, counters, caller, request, newRandom };
}

const NO_LIMITS = { limits: someProvider().limits, totalSince: null, concurrentSessions: null };

it("12: the dry run and the live path give the same answer in every world", async () => {
  let served = 0;
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      const { deps, circuits, counters, caller, request, newRandom } = await build(world);
      const bound = world.boundProviderId;
      if (bound !== null) {
        const affinity = { key: SESSION.storageKey, ttlMs: 60_000, expected: null, choice: String(bound) };
        await counters.settle({
          id: "b",
          now: NOW,
          spentAt: NOW,
          holders: [],
          memberKeys: [],
          amounts: [],
          affinity,
        });
      }
      const planned = dryRun(routingState(deps), demandOf(request, caller), bound, newRandom());
      const exchange = await openExchange({ request, caller, session: SESSION }, deps);
      await circuits.close();
      expect(exchange.first?.provider.id).toBe(planned.candidates[0]?.provider.id);
      expect(exchange.bySession).toBe(planned.bySession);
      expect(exchange.trail.verdicts).toEqual(planned.verdicts);
      const shares = planned.candidates.reduce((sum, { share }) => sum + share, 0);
      expect(shares).toBeCloseTo(planned.candidates.length > 0 ? 1 : 0);
      if (exchange.first) served++;
    }),
    { numRuns: 500 },
  );
  // The worlds are not so hostile that nothing was compared.
  expect(served).toBeGreaterThan(100);
});
