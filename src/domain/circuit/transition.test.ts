import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Circuit, type CircuitPolicy, NEW_CIRCUIT, passageOf } from "./circuit";
import { type CircuitEvent, type CircuitPass, passFor, transition } from "./transition";

const MINUTE = 60_000;

const POLICY: CircuitPolicy = {
  failureThreshold: 3,
  openDurationMs: 30 * MINUTE,
  halfOpenSuccessThreshold: 2,
  maxProbes: 1,
  probeTtlMs: 2 * MINUTE,
};

/** A circuit with a clock: what happens to it, told in one line each. */
function story(policy = POLICY) {
  let circuit = NEW_CIRCUIT;
  let now = 1_000_000;
  const changes: string[] = [];
  const send = (event: CircuitEvent) => {
    const next = transition(circuit, event, policy, now);
    circuit = next.circuit;
    if (next.change) changes.push(`${next.change.to}: ${next.change.reason}`);
  };
  const told = {
    changes,
    get circuit() {
      return circuit;
    },
    get kind() {
      return circuit.state.kind;
    },
    get passage() {
      return passageOf(circuit, policy, now);
    },
    wait(ms: number) {
      now += ms;
      return told;
    },
    /** Lets a request in, as the gateway does. */
    begin(probeId = "p"): CircuitPass | null {
      const passage = passageOf(circuit, policy, now);
      if (passage === "free") return { epoch: circuit.epoch, probeId: null };
      if (passage !== "probe") return null;
      send({ kind: "asked", probeId });
      return passFor(circuit, probeId);
    },
    end(kind: "succeeded" | "failed" | "released", pass: CircuitPass | null) {
      if (!pass) throw new Error("the request was not let in");
      send(kind === "failed" ? { kind, pass, reason: "bad" } : { kind, pass });
      return told;
    },
    fail(times = 1) {
      for (let n = 0; n < times; n++) told.end("failed", told.begin());
      return told;
    },
    send,
  };
  return told;
}

describe("a closed circuit", () => {
  it("opens at the threshold of failures in a row, with the last one's reason", () => {
    const circuit = story().fail(2);
    expect(circuit.kind).toBe("closed");
    circuit.fail();
    expect(circuit.circuit.state).toMatchObject({
      kind: "open",
      until: 1_000_000 + 30 * MINUTE,
      reason: "bad",
    });
    expect(circuit.changes).toEqual(["open: bad"]);
  });

  it("forgets failures at a success, and does not count what says nothing", () => {
    const circuit = story().fail(2);
    circuit.end("succeeded", circuit.begin()).fail(2).end("released", circuit.begin());
    expect(circuit.circuit.state).toEqual({ kind: "closed", failures: 2 });
  });

  it("stays closed for ever with a threshold of 0, and lets everything through where one is set to 0 later", () => {
    const off = { ...POLICY, failureThreshold: 0 };
    expect(story(off).fail(100).circuit).toBe(NEW_CIRCUIT);
    const opened = story().fail(3).circuit;
    expect(passageOf(opened, off, 1_000_001)).toBe("free");
    const event: CircuitEvent = { kind: "succeeded", pass: { epoch: opened.epoch, probeId: null } };
    expect(transition(opened, event, off, 1_000_001).circuit.state.kind).toBe("closed");
  });

  it("returns the same object for the success of a healthy provider", () => {
    const event: CircuitEvent = { kind: "succeeded", pass: { epoch: 0, probeId: null } };
    expect(transition(NEW_CIRCUIT, event, POLICY, 1).circuit).toBe(NEW_CIRCUIT);
  });
});

describe("17: an open circuit", () => {
  it("17: leaves OPEN when its time is over, however late failures of old requests come", () => {
    const circuit = story();
    const old = [circuit.begin(), circuit.begin()];
    circuit.fail(3);
    expect(circuit.wait(30 * MINUTE - 1).passage).toBe("shut");
    for (const pass of old) circuit.end("failed", pass);
    expect(circuit.passage).toBe("shut");
    expect(circuit.wait(1).passage).toBe("probe");
  });

  it("17: is not closed by the late success of an old request", () => {
    const circuit = story();
    const old = circuit.begin();
    circuit.fail(3).end("succeeded", old);
    expect(circuit.kind).toBe("open");
  });

  it("17: obeys a duration that was shortened meanwhile, and is not prolonged by one that grew", () => {
    const { circuit } = story().fail(3);
    const passage = (openDurationMs: number, after: number) =>
      passageOf(circuit, { ...POLICY, openDurationMs }, 1_000_000 + after);
    expect(passage(MINUTE, MINUTE)).toBe("probe");
    expect(passage(60 * MINUTE, 30 * MINUTE)).toBe("probe");
  });

  it("lets itself be probed early when the hub's own test went well", () => {
    const circuit = story().fail(3);
    circuit.send({ kind: "proved" });
    expect(circuit.passage).toBe("probe");
    expect(circuit.changes.at(-1)).toBe("half-open: test_succeeded");
  });
});

describe("17: a half-open circuit", () => {
  const halfOpen = () =>
    story()
      .fail(3)
      .wait(30 * MINUTE);

  it("17: lets one probe through at a time", () => {
    const circuit = halfOpen();
    const first = circuit.begin("a");
    expect(first).toMatchObject({ probeId: "a" });
    expect(circuit.passage).toBe("probe_taken");
    expect(circuit.begin("b")).toBeNull();
    circuit.send({ kind: "asked", probeId: "b" });
    expect(passFor(circuit.circuit, "b")).toBeNull();
    circuit.end("released", first);
    expect(circuit.begin("b")).toMatchObject({ probeId: "b" });
  });

  it("17: is opened again by one failure of a probe", () => {
    const circuit = halfOpen();
    circuit.end("succeeded", circuit.begin("a")).end("failed", circuit.begin("b"));
    expect(circuit.kind).toBe("open");
    expect(circuit.wait(30 * MINUTE).passage).toBe("probe");
  });

  it("17: is closed by as many successes of probes as the policy asks for", () => {
    const circuit = halfOpen();
    circuit.end("succeeded", circuit.begin("a"));
    expect(circuit.circuit.state).toEqual({ kind: "half-open", successes: 1, probes: {} });
    circuit.end("succeeded", circuit.begin("b"));
    expect(circuit.circuit.state).toEqual({ kind: "closed", failures: 0 });
    expect(circuit.changes).toEqual(["open: bad", "half-open: open_time_over", "closed: probes_succeeded"]);
  });

  it("17: gives the place of a probe that vanished to the next one, and then does not listen to the lost one", () => {
    const circuit = halfOpen();
    const lost = circuit.begin("lost");
    expect(circuit.wait(2 * MINUTE - 1).passage).toBe("probe_taken");
    expect(circuit.wait(1).begin("next")).not.toBeNull();
    circuit.end("failed", lost);
    expect(circuit.kind).toBe("half-open");
  });

  it("still hears a slow probe whose place nobody wanted", () => {
    const circuit = halfOpen();
    const slow = circuit.begin("slow");
    circuit.wait(10 * MINUTE).end("failed", slow);
    expect(circuit.kind).toBe("open");
  });
});

it("a reset closes whatever state it finds, and what began before it does not count", () => {
  const circuit = story();
  const old = circuit.begin();
  circuit.fail(3).send({ kind: "reset" });
  expect(circuit.circuit.state).toEqual({ kind: "closed", failures: 0 });
  circuit.end("failed", old);
  expect(circuit.circuit.state).toEqual({ kind: "closed", failures: 0 });
});

/** What a random life of a circuit is made of. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ do: "begin" } as const) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("end" as const),
      which: fc.nat(),
      kind: fc.constantFrom("succeeded", "failed", "released"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.nat(40 * MINUTE) }) },
  { weight: 1, arbitrary: fc.constant({ do: "prove" } as const) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** A circuit under whatever comes, which objects to whatever must not be. */
class Life {
  private circuit: Circuit = NEW_CIRCUIT;
  private now = 0;
  private openedAt: number | null = null;
  private readonly running: CircuitPass[] = [];

  constructor(private readonly policy: CircuitPolicy) {}

  live(what: Step): void {
    if (what.do === "wait") this.now += what.ms;
    if (what.do === "prove") this.send({ kind: "proved" });
    if (what.do === "begin") this.begin();
    if (what.do === "end") this.end(what.which, what.kind);
    this.check();
  }

  private begin(): void {
    const passage = passageOf(this.circuit, this.policy, this.now);
    const { epoch } = this.circuit;
    const probeId = `${this.now}-${Math.random()}`;
    this.send({ kind: "asked", probeId });
    const pass = passFor(this.circuit, probeId);
    expect(pass?.probeId ?? null).toBe(passage === "probe" ? probeId : null);
    if (passage === "free") expect(pass).toEqual({ epoch, probeId: null });
    if (pass) this.running.push(pass);
  }

  private end(which: number, kind: "succeeded" | "failed" | "released"): void {
    const [pass] = this.running.splice(which % Math.max(1, this.running.length), 1);
    if (!pass) return;
    const { state, epoch } = this.circuit;
    const isHeldProbe =
      state.kind === "half-open" && pass.epoch === epoch && (pass.probeId ?? "") in state.probes;
    const change = this.send(kind === "failed" ? { kind, pass, reason: "bad" } : { kind, pass });
    if (isHeldProbe && kind === "failed") expect(change?.to).toBe("open");
    if (state.kind === "open" || pass.epoch !== epoch) expect(change).toBeNull();
  }

  private send(event: CircuitEvent) {
    const { circuit, change } = transition(this.circuit, event, this.policy, this.now);
    // A change of kind is a new epoch, and nothing else is.
    expect(circuit.epoch - this.circuit.epoch).toBe(change ? 1 : 0);
    if (change) this.openedAt = change.to === "open" ? this.now : null;
    this.circuit = circuit;
    return change;
  }

  private check(): void {
    const { state } = this.circuit;
    if (state.kind === "half-open") {
      const live = Object.values(state.probes).filter((expiresAt) => expiresAt > this.now);
      expect(live.length).toBeLessThanOrEqual(this.policy.maxProbes);
    }
    if (this.openedAt === null) return;
    const isOver = this.now >= this.openedAt + this.policy.openDurationMs;
    expect(passageOf(this.circuit, this.policy, this.now)).toBe(isOver ? "probe" : "shut");
  }
}

it("17: holds in every life: OPEN is bounded, probes are at most k, one failure of a probe decides", () => {
  const policies = fc.record({
    maxProbes: fc.integer({ min: 1, max: 3 }),
    halfOpenSuccessThreshold: fc.integer({ min: 1, max: 3 }),
  });
  fc.assert(
    fc.property(policies, fc.array(step, { minLength: 100, maxLength: 200 }), (changes, steps) => {
      const life = new Life({ ...POLICY, ...changes });
      for (const what of steps) life.live(what);
    }),
    { numRuns: 300 },
  );
});
