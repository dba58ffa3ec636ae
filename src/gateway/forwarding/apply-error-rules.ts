import { type CompiledErrorRule, findErrorRule } from "@/domain/error-rules/compile";
import { overrideBody } from "@/domain/error-rules/error-override";
import type { ErrorRule } from "@/domain/error-rules/error-rule";
import { GatewayError } from "@/domain/gateway-error";
import { adapterOf } from "@/protocols/registry";
import type { Inbound } from "../types";
import { type FailureCause, judge, type Verdict } from "./failure";

type Rules = readonly CompiledErrorRule[];

/** The client's fault, whatever provider says so. */
const REJECTED: Verdict = { result: "rejected", next: "none", blame: "nobody", code: "upstream_rejected" };

/** Statuses that speak of the provider's account, key or load: no wording makes them the client's fault. */
const NEVER_THE_CLIENTS: ReadonlySet<number> = new Set([401, 402, 408, 429]);

/**
 * What follows from a failure. The status decides first: a rule can make a 4xx final that would have gone to another
 * provider, but nothing an upstream writes keeps a 5xx, a 429 or a broken connection from being tried elsewhere.
 */
export function judgeByRules(cause: FailureCause, rules: Rules): Verdict {
  const verdict = judge(cause);
  if (verdict.next === "none" || cause.kind !== "status") return verdict;
  if (cause.status < 400 || cause.status >= 500 || NEVER_THE_CLIENTS.has(cause.status)) return verdict;
  return findErrorRule(rules, textsOf(cause)) ? REJECTED : verdict;
}

/**
 * The error a client gets, with body and status replaced where the first rule that matches the upstream's words says so.
 * The log keeps what the upstream said.
 */
export function overrideError(
  error: GatewayError,
  cause: FailureCause,
  inbound: Pick<Inbound, "id" | "protocol">,
  rules: Rules,
): GatewayError {
  const rule = rules.length === 0 ? null : findErrorRule(rules, textsOf(cause));
  if (!rule || (rule.overrideResponse === null && rule.overrideStatusCode === null)) return error;
  const status = rule.overrideStatusCode ?? error.status;
  const upstreamBody = bodyByRule(rule, error, status, inbound) ?? error.details.upstreamBody;
  return new GatewayError(error.code, error.message, {
    ...error.details,
    status,
    ...(upstreamBody && { upstreamBody }),
  });
}

function bodyByRule(
  { overrideResponse }: ErrorRule,
  { code, message }: GatewayError,
  status: number,
  { id, protocol }: Pick<Inbound, "id" | "protocol">,
): Buffer | null {
  if (overrideResponse === null) return null;
  const own = overrideBody(overrideResponse, protocol, { message, requestId: id });
  if (own) return Buffer.from(JSON.stringify(own));
  const words = overrideResponse.error.message || message;
  const facts = { status, code, message: words, requestId: id, extra: {} };
  return Buffer.from(adapterOf(protocol).errorBody(facts));
}

/** The words rules are compared with: the error's message, then the whole body, for rules that look for its codes. */
function textsOf(cause: FailureCause): readonly string[] {
  switch (cause.kind) {
    case "status":
      return cause.body.length > 0 ? [cause.message, cause.body.toString("utf8")] : [cause.message];
    case "in_band":
      return [cause.message];
    case "transport":
    case "local_overload":
    case "client_left":
    case "terminated":
      return [];
  }
}
