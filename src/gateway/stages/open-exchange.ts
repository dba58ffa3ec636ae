import type { Provider } from "@/domain/provider/provider";
import { amendVerdicts } from "@/domain/routing/route-plan";
import type { SessionRef } from "@/domain/session/session-ref";
import { once } from "@/lib/once";
import { safeText } from "@/lib/safe-text";
import type { Caller } from "@/services/auth/caller";
import type { InFlightFacts } from "@/services/in-flight/in-flight";
import type { Question } from "@/services/messages/message-copy";
import type { Admitted, QuotaRequest } from "@/services/quota/quota";
import type { GatewayDeps } from "../deps";
import { type Choice, choiceNews, chooseProvider } from "../routing/choose-provider";
import { demandOf } from "../routing/demand";
import { estimateSpend } from "../routing/estimate-spend";
import { planNow } from "../routing/plan";
import { settle } from "../settling/settle";
import type { Exchange, GatewayRequest, Trail } from "../types";
import { TerminableConnection } from "./terminable-connection";
import { withConnection } from "./with-connection";

export interface Admissible {
  readonly request: GatewayRequest;
  readonly caller: Caller;
  readonly session: SessionRef | null;
}

/**
 * Lets the request in: plans its route and, in one atomic step, checks every limit, reserves the expected cost and
 * takes a place at the first provider that has one.
 *
 * @throws {GatewayError} `rpm_limit`, `concurrent_sessions_limit`, `spend_limit`
 */
export async function openExchange(admissible: Admissible, deps: GatewayDeps): Promise<Exchange> {
  const { request, caller, session } = admissible;
  const demand = demandOf(request, caller);
  const { candidates, verdicts } = planNow(demand, NOTHING_TRIED, deps);
  const estimateNanoUsd = estimateSpend(request, candidates, deps);
  const asked = {
    id: request.inbound.id,
    now: deps.clock.now(),
    caller,
    session,
    isLimited: request.inbound.endpoint.isBilled,
    estimateNanoUsd,
    candidates,
  };
  const { admitted, choice } = await admit(asked, deps);
  const { sequence, bySession, boundProviderId } = admitted;
  const line = new TerminableConnection(request.inbound.connection);
  const exchange: Exchange = {
    request: {
      inbound: withConnection(request.inbound, line),
      body: request.body,
      envelope: request.envelope,
    },
    caller,
    session,
    sequence,
    demand,
    boundProviderId,
    estimateNanoUsd,
    first: choice.chosen,
    bySession: bySession && choice.turnedAway.length === 0,
    trail: newTrail(choice, amendVerdicts(verdicts, choiceNews(choice))),
    inFlight: deps.inFlight.begin(inFlightFacts(admissible, sequence), () => line.terminate()),
    messages: deps.messages?.open(questionOf(request)) ?? null,
    settle: once((outcome) => settle(exchange, outcome, deps)),
  };
  return exchange;
}

function inFlightFacts({ request, caller, session }: Admissible, sequence: number | null): InFlightFacts {
  const { inbound, envelope } = request;
  return {
    id: inbound.id,
    userId: caller.user.id,
    keyId: caller.key.id,
    sessionId: session?.id ?? null,
    sessionKey: session?.storageKey ?? null,
    sequence,
    protocol: inbound.protocol,
    model: envelope.model === null ? null : safeText(envelope.model, MAX_MODEL),
    isStream: envelope.wantsStream,
    startedAt: inbound.receivedAt,
  };
}

function questionOf({ inbound, body }: GatewayRequest): Question {
  const { id, receivedAt, headers } = inbound;
  return { id, receivedAt, headers, body: body.bytes };
}

/** Length at which the name of a model is cut, in characters. */
const MAX_MODEL = 200;

/** The caller is let in once; only when a circuit turns the request away is another provider looked for. */
async function admit(
  asked: QuotaRequest,
  { quota, circuits }: Pick<GatewayDeps, "quota" | "circuits">,
): Promise<{ readonly admitted: Admitted; readonly choice: Choice }> {
  const admitted = await quota.reserve(asked);
  let isFirst = true;
  const takePlace = async (candidates: readonly Provider[]) => {
    if (!isFirst) return quota.reserveProvider({ ...asked, candidates });
    isFirst = false;
    return admitted;
  };
  try {
    return { admitted, choice: await chooseProvider(asked.candidates, takePlace, asked.id, circuits) };
  } catch (error) {
    // Nobody else would give back what was reserved: there is no exchange yet.
    await quota.settle({
      ...asked,
      spentAt: asked.now,
      charges: [],
      reserved: asked.candidates,
      binding: null,
    });
    throw error;
  }
}

function newTrail({ chosen, reserved }: Choice, verdicts: Trail["verdicts"]): Trail {
  return { verdicts, failed: [], answered: null, pending: chosen, charges: [], reserved: [...reserved] };
}

const NOTHING_TRIED: ReadonlySet<number> = new Set();
