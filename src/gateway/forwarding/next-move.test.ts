import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TransportFailure } from "@/infra/http/upstream-error";
import { type FailureCause, judge } from "./failure";
import { type FailedTry, MAX_WAIT_MS, type Move, type MovePolicy, nextMove } from "./next-move";

const status = (code: number, message = "words"): FailureCause => ({
  kind: "status",
  protocol: "anthropic",
  status: code,
  headers: [],
  body: Buffer.alloc(0),
  message,
});
const transport = (failure: TransportFailure): FailureCause => ({
  kind: "transport",
  failure,
  message: "broken",
});
const IN_BAND: FailureCause = { kind: "in_band", message: "nothing" };

const tried = (
  cause: FailureCause,
  { id = 1, maxRetryAttempts = null as number | null, retryAfterMs = null as number | null } = {},
): FailedTry => ({ provider: { id, maxRetryAttempts }, verdict: judge(cause), retryAfterMs });

const POLICY: MovePolicy = { maxCalls: 3, triesAlone: 2, hasOther: true, mayRepeat: true };
const ALONE = { ...POLICY, hasOther: false };

const STOP: Move = { kind: "stop" };
const ANOTHER: Move = { kind: "another" };
const same = (afterMs = 0): Move => ({ kind: "same", afterMs });

describe("18: with others at hand, what may be tried again goes to another at once", () => {
  it.each<[string, FailureCause, Move]>([
    ["500", status(500), ANOTHER],
    ["500 whose text speaks of an abort", status(500, "the request was aborted"), ANOTHER],
    ["503 whose text speaks of an invalid request", status(503, "invalid request"), ANOTHER],
    ["529", status(529), ANOTHER],
    ["408", status(408), ANOTHER],
    ["429", status(429), ANOTHER],
    ["402", status(402), ANOTHER],
    ["401", status(401), ANOTHER],
    ["403", status(403), ANOTHER],
    ["404", status(404), ANOTHER],
    ["a reset", transport("reset"), ANOTHER],
    ["a timeout", transport("headers_timeout"), ANOTHER],
    ["an empty 200", IN_BAND, ANOTHER],
    ["400", status(400), STOP],
    ["413", status(413), STOP],
    ["422", status(422), STOP],
    ["the client left", { kind: "client_left" }, STOP],
    ["the hub has no room", { kind: "local_overload", message: "full" }, STOP],
  ])("18: %s", (_name, cause, move) => {
    expect(nextMove([tried(cause)], POLICY)).toEqual(move);
  });
});

describe("a provider that is alone", () => {
  it.each<[string, FailureCause, Move]>([
    ["is asked again after a failure to connect", transport("connect"), same()],
    ["is asked again after a timeout", transport("headers_timeout"), same()],
    ["is not asked again after a 500", status(500), STOP],
    ["is not asked again after a 408", status(408), STOP],
    ["is not asked again after an empty 200", IN_BAND, STOP],
    ["is not asked again after a 401", status(401), STOP],
    ["is not asked again after a 429 that names no time", status(429), STOP],
  ])("%s", (_name, cause, move) => {
    expect(nextMove([tried(cause)], ALONE)).toEqual(move);
  });

  it("is asked as often as the operator's default says, or as its own setting does", () => {
    const reset = transport("reset");
    expect(nextMove([tried(reset), tried(reset)], ALONE)).toEqual(STOP);
    expect(nextMove([tried(reset)], { ...ALONE, triesAlone: 1 })).toEqual(STOP);
    const eager = { maxRetryAttempts: 3 };
    expect(nextMove([tried(reset, eager), tried(reset, eager)], ALONE)).toEqual(same());
    expect(nextMove([tried(reset, { maxRetryAttempts: 1 })], ALONE)).toEqual(STOP);
  });

  it("is left alone when its circuit has opened or it was a probe", () => {
    expect(nextMove([tried(transport("reset"))], { ...ALONE, mayRepeat: false })).toEqual(STOP);
  });
});

describe("19: Retry-After", () => {
  it.each<[string, FailureCause, number, Partial<MovePolicy>, Move]>([
    ["nobody waits while another can answer", status(429), 500, {}, ANOTHER],
    [
      "a short one is waited for at a provider that is alone",
      status(429),
      500,
      { hasOther: false },
      same(500),
    ],
    ["the same for a 503", status(503), MAX_WAIT_MS, { hasOther: false }, same(MAX_WAIT_MS)],
    ["a long one is passed on to the client", status(429), MAX_WAIT_MS + 1, { hasOther: false }, STOP],
    ["it does not make a refusal worth repeating", status(401), 500, { hasOther: false }, STOP],
  ])("19: %s", (_name, cause, retryAfterMs, changes, move) => {
    expect(nextMove([tried(cause, { retryAfterMs })], { ...POLICY, ...changes })).toEqual(move);
  });

  it("19: is not passed over by the provider's own number of tries", () => {
    const eager = tried(status(503), { maxRetryAttempts: 3, retryAfterMs: 10_000 });
    expect(nextMove([eager], ALONE)).toEqual(STOP);
    expect(nextMove([eager], POLICY)).toEqual(ANOTHER);
  });
});

describe("a provider's own number of tries", () => {
  const eager = { maxRetryAttempts: 2 };

  it("is used up before another one is asked, for failures that may pass", () => {
    expect(nextMove([tried(status(500), eager)], POLICY)).toEqual(same());
    expect(nextMove([tried(status(500), eager), tried(status(500), eager)], POLICY)).toEqual(ANOTHER);
  });

  it("counts from the last change of provider", () => {
    const tries = [tried(status(500), { id: 2 }), tried(status(500), eager)];
    expect(nextMove(tries, POLICY)).toEqual(same());
  });

  it.each([401, 403, 404, 429])("means nothing for a %i", (code) => {
    expect(nextMove([tried(status(code), eager)], POLICY)).toEqual(ANOTHER);
  });
});

const anyCause = fc.oneof(
  fc.integer({ min: 300, max: 599 }).map((code) => status(code)),
  fc
    .constantFrom<TransportFailure>(
      "dns",
      "connect",
      "tls",
      "reset",
      "connect_timeout",
      "headers_timeout",
      "body_timeout",
      "protocol",
      "aborted",
    )
    .map(transport),
  fc.constant(IN_BAND),
);

it("19: whatever fails, however often, the calls are bounded and no wait is long", () => {
  const policies = fc.record({
    maxCalls: fc.integer({ min: 1, max: 5 }),
    triesAlone: fc.integer({ min: 1, max: 10 }),
    providers: fc.integer({ min: 1, max: 6 }),
    maxRetryAttempts: fc.option(fc.integer({ min: 1, max: 10 })),
    retryAfterMs: fc.option(fc.nat(10_000)),
  });
  fc.assert(
    fc.property(policies, fc.infiniteStream(anyCause), (setting, causes) => {
      const tries: FailedTry[] = [];
      let id = 1;
      for (const cause of causes) {
        tries.push(tried(cause, { ...setting, id }));
        const move = nextMove(tries, { ...setting, hasOther: id < setting.providers, mayRepeat: true });
        if (move.kind === "stop") break;
        if (move.kind === "another") id++;
        if (move.kind === "same") expect(move.afterMs).toBeLessThanOrEqual(MAX_WAIT_MS);
      }
      expect(tries.length).toBeLessThanOrEqual(setting.maxCalls);
    }),
  );
});
