import type { Provider } from "@/domain/provider/provider";
import type { ByteLease } from "@/lib/byte-budget";
import type { GatewayDeps } from "../deps";
import { findRectifier, wordsOf } from "../rectifying/find-rectifier";
import { USAGE_QUESTION } from "../rectifying/usage-question";
import { wasAskedByHub } from "../rectifying/was-asked-by-hub";
import type { Chosen } from "../routing/choose-provider";
import { interruptedRecord } from "../settling/interrupted-record";
import { reportFailure } from "../settling/report-circuit";
import type { Exchange } from "../types";
import { judgeByRules } from "./apply-error-rules";
import { attempt } from "./attempt";
import { answeredAttempt, failedAttempt, type Try } from "./attempt-record";
import { callsMade } from "./calls-made";
import { cleanAndCut } from "./clean-message";
import { exhaustedError } from "./exhausted-error";
import type { FailureCause } from "./failure";
import { hiddenTexts } from "./hidden-texts";
import { nextProvider } from "./next-provider";
import { copiedBytesOf, prepareTry, type Rectification } from "./prepare-try";
import type { Answer } from "./read-answer";

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
  for (let chosen = exchange.first; chosen; chosen = await nextProvider(exchange, deps)) {
    const answered = await tryOnce(exchange, chosen, null, lease, deps);
    if (answered) return answered;
    const rectification = rectificationOf(exchange, chosen);
    const answeredThen = rectification && (await tryOnce(exchange, chosen, rectification, lease, deps));
    if (answeredThen) return answeredThen;
  }
  throw exhaustedError(exchange, deps);
}

/** Once for each provider, and not beyond the calls that are allowed in all. */
function rectificationOf({ request, trail }: Exchange, { provider }: Chosen): Rectification | null {
  const last = trail.failed.at(-1);
  if (!last || callsMade(trail) >= request.inbound.endpoint.maxCalls) return null;
  const { kind } = request.inbound.endpoint;
  const rectifier = kind === "generate" ? findRectifier(last.cause, request.inbound.protocol) : null;
  if (!rectifier || (rectifier === USAGE_QUESTION && !wasAskedByHub(request, provider))) return null;
  return { rectifier, words: wordsOf(last.cause) };
}

/** One try, recorded; null when it failed, or when there is nothing to rectify. */
async function tryOnce(
  exchange: Exchange,
  chosen: Chosen,
  rectification: Rectification | null,
  lease: ByteLease,
  deps: GatewayDeps,
): Promise<ForwardedAnswer | null> {
  const { request, trail } = exchange;
  const { provider } = chosen;
  const startedAtMs = deps.clock.now() - request.inbound.receivedAt;
  const number = trail.failed.length + 1;
  const rectifiedBy = rectification?.rectifier.name ?? null;
  const prepared = await prepareTry(exchange, provider, rectification, deps);
  if (prepared === null) return null;
  trail.pending = chosen;
  if ("kind" in prepared) {
    const unprepared = {
      exchange,
      chosen,
      number,
      startedAtMs,
      rectifiedBy,
      servedModel: null,
      translation: null,
    };
    recordFailure(unprepared, prepared, deps);
    return null;
  }
  const { servedModel, translation } = prepared;
  exchange.inFlight.tries(provider.id, number);
  const tried: Try = { exchange, chosen, number, startedAtMs, rectifiedBy, servedModel, translation };
  const copiedBytes = copiedBytesOf(prepared, request);
  if (!lease.grow(copiedBytes)) {
    recordFailure(tried, { kind: "local_overload", message: "it has no memory left for this request" }, deps);
    return null;
  }
  deps.ledger.begin(request.inbound.id, () => interruptedRecord(tried, deps));
  const clean = (message: string) => cleanAndCut(message, hiddenTexts(provider, deps));
  const outcome = await attempt(request, provider, prepared, lease, deps, clean);
  if (outcome.kind === "failed") {
    lease.shrink(copiedBytes);
    recordFailure(tried, outcome.cause, deps);
    return null;
  }
  trail.answered = answeredAttempt(tried, outcome.answer);
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
