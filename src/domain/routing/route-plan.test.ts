import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CircuitState } from "@/domain/circuit/circuit";
import type { Condition } from "@/domain/circuit/condition";
import type { Provider } from "@/domain/provider/provider";
import { someProvider } from "../../../tests/support/some-provider";
import type { Demand } from "./demand";
import { EXCLUSIONS, eligibility, type RoutingState } from "./eligibility";
import { amendVerdicts, planRoute } from "./route-plan";

const NOW = 1_000_000;
const NOTHING: ReadonlySet<number> = new Set();

const DEMAND: Demand = {
  protocol: "anthropic",
  translatable: new Set(),
  model: "claude-sonnet-4-5",
  callerGroups: ["default"],
  wantsContext1m: false,
  mayProbe: true,
};

const condition = (state: CircuitState, rests: Condition["rests"] = {}): Condition => ({
  circuit: { epoch: 1, state },
  rests,
});

const OPEN = condition({ kind: "open", openedAt: NOW - 1_000, until: NOW + 5_000, reason: "bad" });
const DUE = condition({ kind: "open", openedAt: NOW - 9_000, until: NOW, reason: "bad" });
const PROBED = condition({ kind: "half-open", successes: 0, probes: { other: NOW + 1 } });
const RESTING = condition({ kind: "closed", failures: 0 }, { "=claude-sonnet-4-5": NOW + 7_000 });

const stateOf = (providers: readonly Provider[], conditions: readonly [number, Condition][] = []) =>
  ({ providers, conditions: new Map(conditions), now: NOW }) satisfies RoutingState;

describe("12, 13: a provider is out", () => {
  it.each<[string, Partial<Provider>, Partial<Demand>, Condition | null, (string | number | null)[] | null]>([
    ["not at all", {}, {}, null, null],
    ["disabled", { isEnabled: false }, {}, null, ["disabled", null]],
    ["in another group", { groups: ["a"] }, { callerGroups: ["b"] }, null, ["group_mismatch", null]],
    ["reached by the caller of all groups", { groups: ["a"] }, { callerGroups: ["*"] }, null, null],
    ["of another protocol", { type: "codex" }, {}, null, ["protocol_mismatch", null]],
    ["without the model", { allowedModels: ["claude-opus-*"] }, {}, null, ["model_not_supported", null]],
    [
      "with the model in other letters",
      { allowedModels: ["Claude-*"] },
      {},
      null,
      ["model_not_supported", null],
    ],
    ["asked for no model", { allowedModels: ["claude-opus-*"] }, { model: null }, null, null],
    [
      "without long contexts",
      { context1mPreference: "disabled" },
      { wantsContext1m: true },
      null,
      ["context_1m_disabled", null],
    ],
    ["without long contexts nobody asked for", { context1mPreference: "disabled" }, {}, null, null],
    ["while its circuit is open", {}, {}, OPEN, ["circuit_open", NOW + 5_000]],
    ["no longer when the open time is over", {}, {}, DUE, null],
    ["for requests that may not probe", {}, { mayProbe: false }, DUE, ["probe_taken", null]],
    ["while another request probes it", {}, {}, PROBED, ["probe_taken", null]],
    ["while it rests", {}, {}, RESTING, ["resting", NOW + 7_000]],
    ["not for other models while one rests", {}, { model: "claude-haiku-4-5" }, RESTING, null],
    [
      "with a breaker switched off",
      { breaker: { failureThreshold: 0, openDurationMs: 1_000, halfOpenSuccessThreshold: 1 } },
      {},
      OPEN,
      null,
    ],
    ["first of all for what an admin has set", { isEnabled: false }, {}, OPEN, ["disabled", null]],
  ])("12: %s", (_name, changes, wish, known, expected) => {
    const provider = someProvider(changes);
    const state = stateOf([provider], known ? [[provider.id, known]] : []);
    const verdict = eligibility(provider, { ...DEMAND, ...wish }, state, NOTHING);
    expect(verdict && [verdict.excludedBy, verdict.until]).toEqual(expected);
  });

  it("12: when it was tried already", () => {
    const provider = someProvider();
    expect(eligibility(provider, DEMAND, stateOf([provider]), new Set([1]))?.excludedBy).toBe(
      "already_tried",
    );
  });
});

describe("planRoute", () => {
  it("takes the lowest priority, in it the client's protocol first, in it by weight", () => {
    const providers = [
      someProvider({ id: 1, priority: 5 }),
      someProvider({ id: 2, priority: 1, type: "openai-compatible", allowedModels: ["glm-*"] }),
      someProvider({ id: 3, priority: 1, allowedModels: ["glm-*"], weight: 1 }),
      someProvider({ id: 4, priority: 1, allowedModels: ["glm-*"], weight: 3 }),
    ];
    const demand = { ...DEMAND, model: "glm-4.6", translatable: new Set(["openai-chat"] as const) };
    const order = (random: number) =>
      planRoute(stateOf(providers), demand, NOTHING, () => random).candidates.map(({ id }) => id);
    expect(order(0.24)).toEqual([3, 4, 2]);
    expect(order(0.26)).toEqual([4, 3, 2]);
  });

  it("never sends a model by translation that nobody declared", () => {
    const provider = someProvider({ type: "openai-compatible" });
    const demand = { ...DEMAND, model: "glm-4.6", translatable: new Set(["openai-chat"] as const) };
    expect(planRoute(stateOf([provider]), demand, NOTHING, () => 0).verdicts[0]?.excludedBy).toBe(
      "model_not_supported",
    );
  });

  it("12: is pure and total: same arguments, same plan; every provider has a verdict, every candidate none", () => {
    const providers = fc.uniqueArray(
      fc.record({
        id: fc.nat(20),
        isEnabled: fc.boolean(),
        priority: fc.nat(3),
        weight: fc.integer({ min: 1, max: 100 }),
        groups: fc.subarray(["default", "a", "b"]),
        type: fc.constantFrom("claude", "codex", "claude-auth"),
        allowedModels: fc.subarray(["claude-*", "gpt-*", "claude-sonnet-4-5"]),
      }),
      { selector: ({ id }) => id, maxLength: 12 },
    );
    const conditions = fc.dictionary(fc.nat(20).map(String), fc.constantFrom(OPEN, DUE, PROBED, RESTING));
    fc.assert(
      fc.property(
        providers,
        conditions,
        fc.subarray([1, 2, 3]),
        fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
        (specs, known, tried, stream) => {
          const state = stateOf(
            specs.map((spec) => Object.freeze(someProvider(spec as Partial<Provider>))),
            Object.entries(known).map(([id, value]) => [Number(id), value]),
          );
          const numbers = [...stream.take(50)];
          const run = () => {
            let at = 0;
            return planRoute(state, DEMAND, new Set(tried), () => numbers[at++ % 50] ?? 0);
          };
          const plan = run();
          expect(run()).toEqual(plan);
          expect(plan.verdicts.map(({ providerId }) => providerId)).toEqual(specs.map(({ id }) => id));
          for (const { providerId, excludedBy } of plan.verdicts) {
            const isCandidate = plan.candidates.some(({ id }) => id === providerId);
            expect(isCandidate).toBe(excludedBy === null);
            if (excludedBy !== null) expect(EXCLUSIONS).toContain(excludedBy);
          }
          const priorities = plan.candidates.map(({ priority }) => priority);
          expect(priorities).toEqual([...priorities].sort((a, b) => a - b));
        },
      ),
    );
  });
});

it("amendVerdicts adds what was learnt of providers that were eligible, and forgets nothing", () => {
  const plan = planRoute(
    stateOf([someProvider({ id: 1 }), someProvider({ id: 2 }), someProvider({ id: 3, isEnabled: false })]),
    DEMAND,
    NOTHING,
    () => 0,
  );
  const later = [
    { providerId: 1, excludedBy: "already_tried", until: null },
    { providerId: 2, excludedBy: "circuit_open", until: 5 },
    { providerId: 3, excludedBy: "circuit_open", until: 5 },
  ] as const;
  expect(amendVerdicts(plan.verdicts, later).map(({ excludedBy }) => excludedBy)).toEqual([
    null,
    "circuit_open",
    "disabled",
  ]);
});
