import { GatewayError } from "@/domain/gateway-error";
import type { Provider } from "@/domain/provider/provider";
import type { Attempt } from "@/domain/request/decision-chain";
import { planRoute } from "@/domain/routing/route-plan";
import type { ByteLease } from "@/lib/byte-budget";
import { SECOND_MS } from "@/lib/duration";
import { adapterOf } from "@/protocols/registry";
import type { GatewayDeps } from "../deps";
import { demandOf, noProviderError } from "../stages/open-exchange";
import type { AnsweredAttempt, Exchange } from "../types";
import { type Answer, attempt } from "./attempt";
import { cleanAndCut, cleanMessage } from "./clean-message";
import { type Failure, type FailureCause, judge, mostTelling, retryAfterMs } from "./failure";
import { prepareRequest } from "./upstream-request";

type ProviderFailure = Failure & { readonly provider: Provider };

/** An answer with who gave it. */
export interface ForwardedAnswer {
  readonly answer: Answer;
  readonly provider: Provider;
  readonly servedModel: string | null;
  readonly attemptNumber: number;
}

/**
 * Sends the request to one provider after another until one answers, at most as often as the endpoint allows. Every
 * try starts from the client's original.
 *
 * @throws {GatewayError} the most telling failure when all tries are spent
 */
export async function forward(
  exchange: Exchange,
  lease: ByteLease,
  deps: GatewayDeps,
): Promise<ForwardedAnswer> {
  const { request, trail } = exchange;
  const failures: ProviderFailure[] = [];
  let provider = exchange.firstProvider;
  while (provider) {
    const startedAtMs = deps.clock.now() - request.inbound.receivedAt;
    const { upstreamRequest, servedModel } = prepareRequest(
      request,
      provider,
      credentialsOf(provider, deps),
      exchange.caller.key.cacheTtlPreference,
    );
    const outcome = await attempt(request, provider, upstreamRequest, lease, deps);
    const number = trail.failed.length + 1;
    const tried = { exchange, provider, number, startedAtMs, servedModel };
    if (outcome.kind === "answered") {
      trail.answered = answeredAttempt(tried, outcome.answer);
      return { answer: outcome.answer, provider, servedModel, attemptNumber: number };
    }
    const failure = { cause: outcome.cause, verdict: judge(outcome.cause), provider };
    trail.failed.push(failedAttempt(tried, failure, deps));
    failures.push(failure);
    if (failure.verdict.next === "none" || number >= request.inbound.endpoint.maxCalls) break;
    provider = await nextProvider(exchange, deps);
  }
  throw failureError(exchange, failures, deps);
}

/** Another provider for an exchange whose earlier ones failed, with a place taken at it; null when none is left. */
async function nextProvider(exchange: Exchange, deps: GatewayDeps): Promise<Provider | null> {
  const { request, caller, trail, estimateNanoUsd } = exchange;
  const tried = new Set(trail.failed.map(({ providerId }) => providerId));
  const plan = planRoute(deps.snapshot.current.providers.all, demandOf(request, caller), tried, deps.random);
  if (plan.candidates.length === 0) return null;
  const next = await deps.quota.reserveProvider({
    id: request.inbound.id,
    now: deps.clock.now(),
    estimateNanoUsd,
    candidates: plan.candidates,
  });
  if (next) trail.reserved.push(next);
  return next;
}

function credentialsOf(provider: Provider, { snapshot }: Pick<GatewayDeps, "snapshot">) {
  const credentials = snapshot.current.providers.credentials.get(provider.id);
  // Deleted between choice and use.
  if (!credentials) throw noProviderError(null);
  return credentials;
}

interface Tried {
  readonly exchange: Exchange;
  readonly provider: Provider;
  readonly number: number;
  readonly startedAtMs: number;
  readonly servedModel: string | null;
}

function answeredAttempt(tried: Tried, { status, firstByteMs }: Answer): AnsweredAttempt {
  return {
    number: tried.number,
    providerId: tried.provider.id,
    selection: selectionOf(tried),
    startedAtMs: tried.startedAtMs,
    firstByteMs,
    statusCode: status,
    redirectedModel: redirectedModel(tried),
  };
}

function failedAttempt(tried: Tried, { cause, verdict }: Failure, deps: GatewayDeps): Attempt {
  const { inbound } = tried.exchange.request;
  return {
    number: tried.number,
    providerId: tried.provider.id,
    selection: selectionOf(tried),
    startedAtMs: tried.startedAtMs,
    durationMs: deps.clock.now() - inbound.receivedAt - tried.startedAtMs,
    firstByteMs: null,
    result: verdict.result,
    statusCode: cause.kind === "status" ? cause.status : null,
    redirectedModel: redirectedModel(tried),
    message: cause.kind === "client_left" ? null : cleanAndCut(cause.message, hidden(tried.provider, deps)),
  };
}

function selectionOf({ number, exchange }: Tried): Attempt["selection"] {
  return number === 1 && exchange.bySession ? "session" : "weighted_random";
}

function redirectedModel({ servedModel, exchange }: Tried): string | null {
  return servedModel === exchange.request.envelope.model ? null : servedModel;
}

/** What of a provider no client may read. */
function hidden(provider: Provider, { snapshot }: Pick<GatewayDeps, "snapshot">): string[] {
  const secret = snapshot.current.providers.credentials.get(provider.id)?.secret;
  const { hostname } = new URL(provider.url);
  return secret === undefined ? [hostname] : [hostname, secret.reveal()];
}

function failureError(
  exchange: Exchange,
  failures: readonly ProviderFailure[],
  deps: GatewayDeps,
): GatewayError {
  const telling = mostTelling(failures);
  if (!telling) return noProviderError(exchange.request.envelope.model);
  const { cause, verdict } = telling;
  if (cause.kind === "client_left")
    return new GatewayError(verdict.code, "The client closed the connection.");
  const secrets = failures.flatMap(({ provider }) => hidden(provider, deps));
  const message = `${INTRODUCTIONS[verdict.result] ?? "The upstream failed"}: ${cleanAndCut(cause.message, secrets)}`;
  if (cause.kind !== "status") return new GatewayError(verdict.code, message);
  return new GatewayError(verdict.code, message, {
    ...(verdict.code === "upstream_rejected" && {
      status: cause.status,
      ...cleanedBody(cause, exchange, secrets),
    }),
    ...retryAfter(failures, deps),
  });
}

const INTRODUCTIONS: Partial<Record<Attempt["result"], string>> = {
  rejected: "The upstream rejected the request",
  rate_limited: "The upstream is rate limited",
  auth_failed: "The upstream refused the hub's credential; an admin must renew it",
  not_found: "The upstream does not know this model or endpoint",
  timed_out: "The upstream took too long",
  connection_failed: "The upstream cannot be reached",
  invalid_answer: "The upstream gave no usable answer",
};

/** A rejection is the client's business: it gets the upstream's own words, in the shape it expects. */
function cleanedBody(
  cause: Extract<FailureCause, { kind: "status" }>,
  exchange: Exchange,
  secrets: readonly string[],
) {
  const adapter = adapterOf(exchange.request.inbound.protocol);
  if (adapter.errorMessage(cause.body) === null) return {};
  return { upstreamBody: Buffer.from(cleanMessage(cause.body.toString("utf8"), secrets)) };
}

/** The shortest wait any upstream asked for. */
function retryAfter(failures: readonly Failure[], { clock }: Pick<GatewayDeps, "clock">) {
  const waits = failures.flatMap(({ cause }) =>
    cause.kind === "status" ? (retryAfterMs(cause.headers, clock.now()) ?? []) : [],
  );
  return waits.length > 0 ? { retryAfterSeconds: Math.ceil(Math.min(...waits) / SECOND_MS) } : {};
}
