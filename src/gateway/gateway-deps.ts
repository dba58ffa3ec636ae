import { readReadiness } from "@/services/runtime/readiness";
import type { Runtime } from "@/services/runtime/runtime";
import type { GatewayAppDeps } from "./http/app";

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
    ...{ snapshot, quota, circuits, ledger, upstream, budget, live, logger, clock, isShuttingDown },
    ...{ unknownKeys, clientVersions, inFlight, messages },
    hashKey: (key) => secrets.hash(key),
    failover: {
      triesAlone: env.MAX_RETRY_ATTEMPTS_DEFAULT,
      networkErrorsOpenCircuits: env.ENABLE_CIRCUIT_BREAKER_ON_NETWORK_ERRORS,
    },
    random: Math.random,
    readiness: () => readReadiness(runtime),
  };
}
