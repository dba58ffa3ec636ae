import type { Provider } from "@/domain/provider/provider";
import { eligibility } from "@/domain/routing/eligibility";
import { amendVerdicts } from "@/domain/routing/route-plan";
import { sleepUnless } from "@/lib/sleep-unless";
import type { Place } from "@/services/quota/quota";
import type { GatewayDeps } from "../deps";
import { type Chosen, choiceNews, chooseProvider } from "../routing/choose-provider";
import { planNow, routingState } from "../routing/plan";
import type { Exchange } from "../types";
import { callsMade } from "./calls-made";
import { retryAfterMs } from "./failure";
import { type FailedTry, type Move, type MovePolicy, nextMove } from "./next-move";

type NextDeps = Pick<GatewayDeps, "snapshot" | "circuits" | "quota" | "clock" | "random" | "failover">;

/**
 * Whom to ask after the last attempt failed, with a place taken and its circuit's permission; null when it is over.
 * What changed meanwhile holds: a provider that was edited, disabled or shut since the first attempt is judged anew.
 */
export async function nextProvider(exchange: Exchange, deps: NextDeps): Promise<Chosen | null> {
  const tries = triesOf(exchange, deps);
  const tried = new Set(tries.map(({ provider }) => provider.id));
  const { candidates, verdicts } = planNow(exchange.demand, tried, deps);
  exchange.trail.verdicts = amendVerdicts(exchange.trail.verdicts, verdicts);
  const policy: MovePolicy = {
    maxCalls: exchange.request.inbound.endpoint.maxCalls + tries.length - callsMade(exchange.trail),
    triesAlone: deps.failover.triesAlone,
    hasOther: candidates.length > 0,
    mayRepeat: mayRepeat(exchange, deps),
  };
  const move = nextMove(tries, policy);
  const chosen = await make(move, exchange, candidates, deps);
  if (chosen || move.kind !== "another") return chosen;
  // The others were eligible, but full.
  return make(nextMove(tries, { ...policy, hasOther: false }), exchange, candidates, deps);
}

async function make(
  move: Move,
  exchange: Exchange,
  candidates: readonly Provider[],
  deps: NextDeps,
): Promise<Chosen | null> {
  switch (move.kind) {
    case "stop":
      return null;
    case "same":
      return sameAgain(exchange, move.afterMs, deps);
    case "another":
      return another(exchange, candidates, deps);
  }
}

async function another(
  { request, session, trail, estimateNanoUsd }: Exchange,
  candidates: readonly Provider[],
  { quota, circuits, clock }: NextDeps,
): Promise<Chosen | null> {
  const { id, endpoint } = request.inbound;
  const asked = { id, session, isLimited: endpoint.isBilled, estimateNanoUsd };
  const takePlace = async (left: readonly Provider[]) =>
    left.length === 0 ? NO_PLACE : quota.reserveProvider({ ...asked, now: clock.now(), candidates: left });
  const choice = await chooseProvider(candidates, takePlace, id, circuits);
  trail.reserved.push(...choice.reserved);
  trail.verdicts = amendVerdicts(trail.verdicts, choiceNews(choice));
  return choice.chosen;
}

const NO_PLACE: Place = { provider: null, exhausted: [] };

/** The place at the provider is still held; only its circuit is asked again. */
async function sameAgain(exchange: Exchange, afterMs: number, deps: NextDeps): Promise<Chosen | null> {
  const { request, demand } = exchange;
  const { connection, id } = request.inbound;
  if (afterMs > 0) await sleepUnless(afterMs, (wake) => connection.onGone(wake));
  if (connection.isGone) return null;
  const provider = lastProvider(exchange, deps);
  if (!provider || eligibility(provider, demand, routingState(deps), NOTHING_TRIED)) return null;
  const pass = await deps.circuits.pass(provider, id);
  return pass && { provider, pass };
}

const NOTHING_TRIED: ReadonlySet<number> = new Set();

/** A probe has had its say, whatever it was. */
function mayRepeat(exchange: Exchange, deps: NextDeps): boolean {
  const provider = lastProvider(exchange, deps);
  if (!provider || exchange.trail.failed.at(-1)?.record.isProbe) return false;
  const ineligible = eligibility(provider, exchange.demand, routingState(deps), NOTHING_TRIED);
  return ineligible === null || ineligible.excludedBy === "resting";
}

/** As it is configured now. */
function lastProvider(
  { trail }: Exchange,
  { snapshot }: Pick<GatewayDeps, "snapshot">,
): Provider | undefined {
  return snapshot.current.providers.byId.get(trail.failed.at(-1)?.provider.id ?? 0);
}

function triesOf({ trail }: Exchange, { clock }: Pick<GatewayDeps, "clock">): FailedTry[] {
  return trail.failed.map(({ provider, verdict, cause }) => ({
    provider,
    verdict,
    retryAfterMs: cause.kind === "status" ? retryAfterMs(cause.headers, clock.now()) : null,
  }));
}
