import type { GatewayErrorCode } from "@/domain/gateway-error";
import type { AttemptResult } from "@/domain/request/decision-chain";
import { headerValue, type RawHeaders } from "@/infra/http/headers";
import type { TransportFailure } from "@/infra/http/upstream-error";
import { DAY_MS, SECOND_MS } from "@/lib/duration";

/** What an attempt can fail of. */
export type FailureCause =
  | { readonly kind: "transport"; readonly failure: TransportFailure; readonly message: string }
  | {
      readonly kind: "status";
      readonly status: number;
      readonly headers: RawHeaders;
      readonly body: Buffer;
      readonly message: string;
    }
  /** Something inside a 200 that is no answer. */
  | { readonly kind: "in_band"; readonly message: string }
  /** The hub has no room for the answer. */
  | { readonly kind: "local_overload"; readonly message: string }
  | { readonly kind: "client_left" }
  /** An admin ended the session. */
  | { readonly kind: "terminated" };

/** Whom a failure speaks against. A breaker counts only what is its own party's fault. */
export type Blame = "connection" | "provider" | "quota" | "credential" | "nobody";

/** What follows from a failure. */
export interface Verdict {
  readonly result: AttemptResult;
  readonly next: "another" | "none";
  readonly blame: Blame;
  /** What the client is told if this failure is the one it hears of. */
  readonly code: GatewayErrorCode;
}

/** A failed attempt, judged. */
export interface Failure {
  readonly cause: FailureCause;
  readonly verdict: Verdict;
}

const TIMEOUTS: ReadonlySet<TransportFailure> = new Set([
  "connect_timeout",
  "headers_timeout",
  "body_timeout",
]);

/** The one table of what fails, what happens next and whom it blames. Total: every cause has a verdict. */
export function judge(cause: FailureCause): Verdict {
  switch (cause.kind) {
    case "client_left":
      return { result: "client_left", next: "none", blame: "nobody", code: "client_closed" };
    case "terminated":
      return { result: "terminated", next: "none", blame: "nobody", code: "session_terminated" };
    case "local_overload":
      return { result: "hub_overloaded", next: "none", blame: "nobody", code: "local_overload" };
    case "in_band":
      return {
        result: "invalid_answer",
        next: "another",
        blame: "provider",
        code: "upstream_invalid_answer",
      };
    case "transport":
      return TIMEOUTS.has(cause.failure)
        ? { result: "timed_out", next: "another", blame: "connection", code: "upstream_timeout" }
        : { result: "connection_failed", next: "another", blame: "connection", code: "upstream_unreachable" };
    case "status":
      return judgeStatus(cause.status);
  }
}

function judgeStatus(status: number): Verdict {
  switch (status) {
    case 401:
    case 403:
      return { result: "auth_failed", next: "another", blame: "credential", code: "upstream_auth_failed" };
    case 402:
    case 429:
      return { result: "rate_limited", next: "another", blame: "quota", code: "upstream_rate_limited" };
    case 404:
      return { result: "not_found", next: "another", blame: "nobody", code: "upstream_not_found" };
    case 408:
      return { result: "timed_out", next: "another", blame: "provider", code: "upstream_timeout" };
    case 503:
    case 529:
      return { result: "upstream_error", next: "another", blame: "provider", code: "upstream_overloaded" };
  }
  if (status >= 400 && status < 500) {
    return { result: "rejected", next: "none", blame: "nobody", code: "upstream_rejected" };
  }
  return { result: "upstream_error", next: "another", blame: "provider", code: "upstream_error" };
}

/** From the failure a client can act on to the one it cannot. */
const TELLING: readonly GatewayErrorCode[] = [
  "upstream_rejected",
  "local_overload",
  "upstream_rate_limited",
  "upstream_overloaded",
  "upstream_error",
  "upstream_invalid_answer",
  "upstream_timeout",
  "upstream_not_found",
  "upstream_auth_failed",
  "upstream_unreachable",
];

/** The failure the client should hear of when all tries are spent. */
export function mostTelling(failures: readonly Failure[]): Failure | undefined {
  const rank = ({ verdict }: Failure) => {
    const index = TELLING.indexOf(verdict.code);
    return index === -1 ? TELLING.length : index;
  };
  return [...failures].sort((a, b) => rank(a) - rank(b))[0];
}

/** Milliseconds to wait by `Retry-After` (RFC 9110 §10.2.3: seconds or a date), at most a day; null without one. */
export function retryAfterMs(headers: RawHeaders, now: number): number | null {
  const value = headerValue(headers, "retry-after")?.trim();
  if (!value) return null;
  const ms = /^\d+$/.test(value) ? Number(value) * SECOND_MS : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), DAY_MS) : null;
}
