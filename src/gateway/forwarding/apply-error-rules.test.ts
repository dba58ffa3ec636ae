import { describe, expect, it } from "vitest";
import { type CompiledErrorRule, compileErrorRules } from "@/domain/error-rules/compile";
import type { ErrorRule } from "@/domain/error-rules/error-rule";
import { GatewayError } from "@/domain/gateway-error";
import { judgeByRules, overrideError } from "./apply-error-rules";
import { type FailureCause, judge } from "./failure";

const rule = (changes: Partial<ErrorRule>): readonly CompiledErrorRule[] =>
  compileErrorRules([
    {
      id: 1,
      pattern: "invalid",
      matchType: "contains",
      category: "c",
      description: null,
      overrideResponse: null,
      overrideStatusCode: null,
      isEnabled: true,
      isDefault: false,
      priority: 0,
      createdAt: new Date(),
      updatedAt: new Date(),
      ...changes,
    },
  ]).rules;

const status = (code: number, message = "invalid request"): FailureCause => ({
  kind: "status",
  protocol: "anthropic",
  status: code,
  headers: [],
  body: Buffer.from(JSON.stringify({ error: { type: "odd_type", message } })),
  message,
});

const inbound = { id: "0199", protocol: "anthropic" } as const;
const error = new GatewayError("upstream_rejected", "The upstream rejected it", {
  status: 400,
  retryAfterSeconds: 3,
  upstreamBody: Buffer.from("{}"),
});

const bodyOf = (given: GatewayError) => JSON.parse(Buffer.from(given.details.upstreamBody ?? []).toString());

describe("judgeByRules", () => {
  it.each([408, 429, 401, 402, 500, 502, 503, 529])(
    "18: leaves a %i to be tried elsewhere whatever its text",
    (code) => {
      expect(judgeByRules(status(code), rule({}))).toEqual(judge(status(code)));
      expect(judgeByRules(status(code), rule({})).next).toBe("another");
    },
  );

  it("18: leaves broken connections and broken answers to be tried elsewhere", () => {
    const causes: FailureCause[] = [
      { kind: "transport", failure: "reset", message: "invalid" } as FailureCause,
      { kind: "in_band", message: "invalid" },
    ];
    for (const cause of causes) expect(judgeByRules(cause, rule({})).next).toBe("another");
  });

  it.each([403, 404])(
    "18: takes a %i that a rule knows for the client's fault, which blames nobody",
    (code) => {
      expect(judgeByRules(status(code), rule({}))).toMatchObject({ next: "none", blame: "nobody" });
      expect(judgeByRules(status(code, "other"), rule({})).next).toBe("another");
      expect(judgeByRules(status(code, "other"), rule({ pattern: "odd_type" })).next).toBe("none");
    },
  );
});

describe("overrideError", () => {
  it("leaves errors alone without a rule, or with one that overrides nothing", () => {
    expect(overrideError(error, status(400), inbound, [])).toBe(error);
    expect(overrideError(error, status(400), inbound, rule({}))).toBe(error);
    expect(overrideError(error, status(400, "other"), inbound, rule({ overrideStatusCode: 422 }))).toBe(
      error,
    );
  });

  it("replaces the status, the body, or both, and keeps the rest for the log", () => {
    const overrideResponse = {
      type: "error",
      error: { type: "invalid_request_error", message: "Say it otherwise." },
      request_id: "of another request",
    } as const;
    const changed = overrideError(error, status(400), inbound, rule({ overrideStatusCode: 422 }));
    expect(changed).toMatchObject({ status: 422, details: { retryAfterSeconds: 3 } });
    expect(changed.details.upstreamBody).toBe(error.details.upstreamBody);
    const replaced = overrideError(error, status(503), inbound, rule({ overrideResponse }));
    expect(replaced).toMatchObject({ status: 400, message: error.message, code: error.code });
    expect(bodyOf(replaced)).toEqual({ ...overrideResponse, request_id: inbound.id });
  });

  it("takes the upstream's message where the override has none", () => {
    const overrideResponse = { type: "error", error: { type: "t", message: "" } } as const;
    const replaced = overrideError(error, status(400), inbound, rule({ overrideResponse }));
    expect(bodyOf(replaced).error.message).toBe("The upstream rejected it");
  });

  it("says an override of another dialect in the client's", () => {
    const overrideResponse = { error: { code: 400, message: "Use alt=sse.", status: "INVALID_ARGUMENT" } };
    const replaced = overrideError(error, status(400), inbound, rule({ overrideResponse }));
    expect(bodyOf(replaced)).toMatchObject({
      type: "error",
      error: { type: "invalid_request_error", message: "Use alt=sse." },
      request_id: inbound.id,
    });
  });
});
