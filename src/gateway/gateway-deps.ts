import { memoLatest } from "@/lib/memo-latest";
import { readReadiness } from "@/services/runtime/readiness";
import type { Runtime } from "@/services/runtime/runtime";
import type { GatewayAppDeps } from "./http/app";

/** Keys whose hashes are at hand: those that are in use, for all but the largest teams. */
const KNOWN_HASHES = 1_000;

/** The pipeline's view of the runtime. */
export function gatewayDeps(runtime: Runtime): GatewayAppDeps {
  const {
    env,
    snapshot,
    secrets,
    quota,
    circuits,
    inFlight,
    messages,
    unknownKeys,
    clientVersions,
    ledger,
    upstream,
    budget,
    live,
    logger,
    clock,
    isShuttingDown,
  } = runtime;
  return {
    snapshot,
    quota,
    circuits,
    ledger,
    upstream,
    budget,
    live,
    logger,
    clock,
    isShuttingDown,
    unknownKeys,
    clientVersions,
    inFlight,
    messages,
    hashKey: memoLatest((key) => secrets.hash(key), KNOWN_HASHES),
    failover: {
      triesAlone: env.MAX_RETRY_ATTEMPTS_DEFAULT,
      networkErrorsOpenCircuits: env.ENABLE_CIRCUIT_BREAKER_ON_NETWORK_ERRORS,
    },
    random: Math.random,
    readiness: () => readReadiness(runtime),
  };
}
