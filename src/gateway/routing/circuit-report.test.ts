import { describe, expect, it } from "vitest";
import type { TransportFailure } from "@/infra/http/upstream-error";
import { type FailureCause, judge } from "../forwarding/failure";
import { eventsOfFailure } from "./circuit-report";

const NOW = 1_000_000;
const pass = { epoch: 3, probeId: "p" };

const status = (code: number, headers: readonly string[] = []): FailureCause => ({
  kind: "status",
  protocol: "anthropic",
  status: code,
  headers,
  body: Buffer.alloc(0),
  message: `HTTP ${code}`,
});
const transport = (failure: TransportFailure): FailureCause => ({
  kind: "transport",
  failure,
  message: "broken",
});

function eventsOf(cause: FailureCause, networkErrorsOpenCircuits = false) {
  const failure = { cause, verdict: judge(cause) };
  const message = "message" in cause ? cause.message : null;
  return eventsOfFailure(failure, { pass, model: "claude-x", message, now: NOW, networkErrorsOpenCircuits });
}

/** The one table of blame: cause → what the provider's circuit hears, without and with network errors counted. */
const TABLE: readonly [string, FailureCause, string, string][] = [
  ...[500, 502, 503, 504, 520, 529, 408, 301].map((code) => row(`${code}`, status(code), "failed", "failed")),
  ...[401, 403].map((code) => row(`${code}`, status(code), "failed", "failed")),
  ...[429, 402].map((code) => row(`${code}`, status(code), "rested released", "rested released")),
  ...[400, 404, 405, 409, 413, 415, 422, 451].map((code) =>
    row(`${code}`, status(code), "released", "released"),
  ),
  ...(["connect_timeout", "headers_timeout", "body_timeout"] as const).map((failure) =>
    row(failure, transport(failure), "failed", "failed"),
  ),
  ...(["dns", "connect", "tls", "reset", "protocol", "aborted"] as const).map((failure) =>
    row(failure, transport(failure), "released", "failed"),
  ),
  row("no answer inside a 200", { kind: "in_band", message: "html" }, "failed", "failed"),
  row("the client left", { kind: "client_left" }, "released", "released"),
  row("the hub has no room", { kind: "local_overload", message: "full" }, "released", "released"),
];

function row(name: string, cause: FailureCause, plain: string, withNetwork: string) {
  return [name, cause, plain, withNetwork] as [string, FailureCause, string, string];
}

describe("16: blame", () => {
  it.each(TABLE)("16: %s", (_name, cause, plain, withNetwork) => {
    const kinds = (counted: boolean) =>
      eventsOf(cause, counted)
        .map(({ kind }) => kind)
        .join(" ");
    expect([kinds(false), kinds(true)]).toEqual([plain, withNetwork]);
  });

  it("16: no status there is goes without a verdict, and no 4xx of the client's making counts", () => {
    const THE_UPSTREAMS = new Set([401, 402, 403, 408, 429]);
    for (let code = 300; code < 600; code++) {
      const kinds = eventsOf(status(code)).map(({ kind }) => kind);
      expect(kinds.length).toBeGreaterThan(0);
      if (code >= 400 && code < 500 && !THE_UPSTREAMS.has(code)) expect(kinds).toEqual(["released"]);
    }
  });
});

describe("19: a provider out of quota", () => {
  it.each([
    ["seconds", status(429, ["Retry-After", "7"]), "claude-x", 7_000],
    ["a date", status(429, ["retry-after", new Date(NOW + 30_000).toUTCString()]), "claude-x", 30_000],
    ["nothing, by its rate", status(429), "claude-x", 5_000],
    ["nothing, by its balance", status(402), null, 60_000],
    ["seconds, by its balance", status(402, ["retry-after", "9"]), null, 9_000],
  ] as const)("19: rests as long as it says: %s", (_name, cause, model, ms) => {
    expect(eventsOf(cause)[0]).toEqual({ kind: "rested", model, until: NOW + ms });
  });
});

it("an opening's reason says what happened, in few words", () => {
  const reason = (cause: FailureCause) =>
    eventsOf(cause).flatMap((event) => ("reason" in event ? event.reason : []))[0];
  expect(reason(status(503))).toBe("upstream_error: HTTP 503");
  expect(reason({ ...status(529), message: "Overloaded" } as FailureCause)).toBe(
    "upstream_error: HTTP 529: Overloaded",
  );
  expect(reason(transport("connect_timeout"))).toBe("timed_out: broken");
  expect(reason({ kind: "in_band", message: "x".repeat(5_000) })?.length).toBeLessThanOrEqual(300);
});
