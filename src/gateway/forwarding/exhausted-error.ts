import { GatewayError, type GatewayErrorCode } from "@/domain/gateway-error";
import type { Protocol } from "@/domain/protocol";
import type { Attempt } from "@/domain/request/decision-chain";
import { SECOND_MS } from "@/lib/duration";
import { adapterOf } from "@/protocols/registry";
import type { GatewayDeps } from "../deps";
import { noProviderError } from "../routing/no-provider-error";
import { terminatedError } from "../terminated-error";
import type { Exchange } from "../types";
import { overrideError } from "./apply-error-rules";
import { cleanAndCut, cleanMessage } from "./clean-message";
import { type Failure, type FailureCause, mostTelling, retryAfterMs } from "./failure";
import { hiddenTexts } from "./hidden-texts";

/** What the client is told when no try is left: the most telling failure, without hosts, names and keys. */
export function exhaustedError(
  exchange: Exchange,
  deps: Pick<GatewayDeps, "snapshot" | "clock">,
): GatewayError {
  const { trail, demand, request } = exchange;
  // Whatever failed before: that it was ended is why nothing else is tried.
  if (request.inbound.connection.isTerminated) return terminatedError();
  const telling = mostTelling(trail.failed);
  if (!telling) return noProviderError(demand.model, trail.verdicts, deps.clock.now());
  const { cause, verdict } = telling;
  if (cause.kind === "client_left" || cause.kind === "terminated")
    return new GatewayError(verdict.code, "The client closed the connection.");
  const secrets = trail.failed.flatMap(({ provider }) => hiddenTexts(provider, deps));
  const message = `${INTRODUCTIONS[verdict.result] ?? "The upstream failed"}: ${cleanAndCut(cause.message, secrets)}`;
  const error = new GatewayError(verdict.code, message, {
    ...overloadStatus(verdict.code, request.inbound.protocol),
    ...(cause.kind === "status" && {
      ...(verdict.code === "upstream_rejected" && {
        status: cause.status,
        ...cleanedBody(cause, request.inbound.protocol, secrets),
      }),
      ...retryAfter(trail.failed, deps),
    }),
  });
  return overrideError(error, cause, request.inbound, deps.snapshot.current.errorRules);
}

const INTRODUCTIONS: Partial<Record<Attempt["result"], string>> = {
  rejected: "The upstream rejected the request",
  rate_limited: "The upstream is rate limited",
  auth_failed: "The upstream refused the hub's credential; an admin must renew it",
  not_found: "The upstream does not know this model or endpoint",
  timed_out: "The upstream took too long",
  connection_failed: "The upstream cannot be reached",
  invalid_answer: "The upstream gave no usable answer",
  hub_overloaded: "The hub has no room",
};

/** 529 is Anthropic's own word for overload; Google's SDK does not try again after it, but after 503 it does. */
function overloadStatus(code: GatewayErrorCode, protocol: Protocol) {
  return code === "upstream_overloaded" && protocol !== "anthropic" ? { status: 503 } : {};
}

/** A rejection is the client's business: it gets the upstream's own words, in the shape it expects. */
function cleanedBody(
  cause: Extract<FailureCause, { kind: "status" }>,
  protocol: Protocol,
  secrets: readonly string[],
) {
  if (adapterOf(protocol).errorMessage(cause.body) === null) return {};
  return { upstreamBody: Buffer.from(cleanMessage(cause.body.toString("utf8"), secrets)) };
}

/** The shortest wait any upstream asked for. */
function retryAfter(failures: readonly Failure[], { clock }: Pick<GatewayDeps, "clock">) {
  const waits = failures.flatMap(({ cause }) =>
    cause.kind === "status" ? (retryAfterMs(cause.headers, clock.now()) ?? []) : [],
  );
  return waits.length > 0 ? { retryAfterSeconds: Math.ceil(Math.min(...waits) / SECOND_MS) } : {};
}
