import { expect, it } from "vitest";
import type { Protocol } from "@/domain/protocol";
import { someProvider } from "../../../tests/support/some-provider";
import type { Exchange } from "../types";
import { exhaustedError } from "./exhausted-error";
import { type FailureCause, judge } from "./failure";

/** What the client of a dialect is told when its only provider answers with a status. */
function told(status: number, protocol: Protocol) {
  const cause: FailureCause = {
    ...{ kind: "status", status, headers: ["retry-after", "3"] },
    ...{ body: Buffer.from("{}"), message: "not now" },
  };
  const failed = [{ provider: someProvider(), cause, verdict: judge(cause) }];
  const exchange = {
    trail: { failed },
    request: { inbound: { id: "0199", protocol, connection: { isTerminated: false } } },
  };
  const deps = {
    snapshot: { current: { errorRules: [], providers: { credentials: new Map() } } },
    clock: { now: () => 0 },
  };
  return exhaustedError(
    exchange as unknown as Exchange,
    deps as unknown as Parameters<typeof exhaustedError>[1],
  );
}

it.each([
  ["anthropic", 529],
  ["openai-chat", 503],
  ["openai-responses", 503],
  ["gemini", 503],
] as const)("tells overload by the status that SDKs of %s try again after", (protocol, status) => {
  for (const upstream of [503, 529]) {
    expect(told(upstream, protocol)).toMatchObject({
      code: "upstream_overloaded",
      status,
      details: { retryAfterSeconds: 3 },
    });
  }
});

it.each([
  [400, 400],
  [422, 422],
  [429, 429],
  [500, 502],
])("tells %i as %i in every dialect", (upstream, status) => {
  for (const protocol of ["anthropic", "openai-chat", "openai-responses", "gemini"] as const) {
    expect(told(upstream, protocol).status).toBe(status);
  }
});
