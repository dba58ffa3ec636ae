import type { Provider } from "@/domain/provider/provider";
import type { ByteLease } from "@/lib/byte-budget";
import type { GatewayDeps } from "../deps";
import type { Chosen } from "../routing/choose-provider";
import { noProviderError } from "../routing/no-provider-error";
import { interruptedRecord } from "../settling/interrupted-record";
import { reportFailure } from "../settling/report-circuit";
import { filterForProvider } from "../stages/filter-request";
import type { Exchange } from "../types";
import { judgeByRules } from "./apply-error-rules";
import { attempt } from "./attempt";
import { answeredAttempt, failedAttempt, type Try } from "./attempt-record";
import { cleanAndCut } from "./clean-message";
import { exhaustedError } from "./exhausted-error";
import type { FailureCause } from "./failure";
import { hiddenTexts } from "./hidden-texts";
import { nextProvider } from "./next-provider";
import type { Answer } from "./read-answer";
import { prepareRequest } from "./upstream-request";
import { mayAskForUsage, refusedTheQuestion } from "./usage-question";

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
  const { trail } = exchange;
  for (let chosen = exchange.first; chosen; chosen = await nextProvider(exchange, deps)) {
    const answered = await tryOnce(exchange, chosen, lease, deps);
    if (answered) return answered;
    const { maxCalls } = exchange.request.inbound.endpoint;
    if (trail.failed.length >= maxCalls || !refusedTheQuestion(exchange, chosen.provider)) continue;
    const answeredThen = await tryOnce(exchange, chosen, lease, deps);
    if (answeredThen) return answeredThen;
  }
  throw exhaustedError(exchange, deps);
}

/** One try, recorded; null when it failed. */
async function tryOnce(
  exchange: Exchange,
  chosen: Chosen,
  lease: ByteLease,
  deps: GatewayDeps,
): Promise<ForwardedAnswer | null> {
  const { request, trail } = exchange;
  const { provider } = chosen;
  trail.pending = chosen;
  const startedAtMs = deps.clock.now() - request.inbound.receivedAt;
  const filtered = filterForProvider(request, provider, deps);
  const credentials = credentialsOf(provider, exchange, deps);
  const { cacheTtlPreference: keyTtl } = exchange.caller.key;
  const prepared = prepareRequest(filtered, provider, {
    credentials,
    keyTtl,
    tellsStreamUsage: mayAskForUsage(provider),
  });
  const { upstreamRequest, servedModel } = prepared;
  const number = trail.failed.length + 1;
  exchange.inFlight.tries(provider.id, number);
  const begun: Try = { exchange, chosen, number, startedAtMs, servedModel };
  // A body that had to be changed for this provider is a copy of its own.
  const copiedBytes =
    upstreamRequest.body === request.body.bytes ? 0 : (upstreamRequest.body?.byteLength ?? 0);
  if (!lease.grow(copiedBytes)) {
    recordFailure(begun, { kind: "local_overload", message: "it has no memory left for this request" }, deps);
    return null;
  }
  deps.ledger.begin(request.inbound.id, () => interruptedRecord(begun, deps));
  const outcome = await attempt(request, provider, prepared, lease, deps);
  if (outcome.kind === "failed") {
    lease.shrink(copiedBytes);
    recordFailure(begun, outcome.cause, deps);
    return null;
  }
  trail.answered = answeredAttempt(begun, outcome.answer);
  return { answer: outcome.answer, provider, servedModel, attemptNumber: number };
}

function recordFailure(begun: Try, cause: FailureCause, deps: GatewayDeps): void {
  const { exchange, chosen } = begun;
  const { provider } = chosen;
  const failure = { cause, verdict: judgeByRules(cause, deps.snapshot.current.errorRules) };
  const message = "message" in cause ? cleanAndCut(cause.message, hiddenTexts(provider, deps)) : null;
  const record = failedAttempt(begun, failure, message, deps.clock.now());
  reportFailure(exchange, failure, message, deps);
  exchange.trail.failed.push({ ...failure, provider, record });
}

function credentialsOf(provider: Provider, { demand, trail }: Exchange, deps: GatewayDeps) {
  const credentials = deps.snapshot.current.providers.credentials.get(provider.id);
  // Deleted between choice and use.
  if (!credentials) throw noProviderError(demand.model, trail.verdicts, deps.clock.now());
  return credentials;
}
