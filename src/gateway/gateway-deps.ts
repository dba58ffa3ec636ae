import { readReadiness } from "@/services/runtime/readiness";
import type { Runtime } from "@/services/runtime/runtime";
import type { GatewayAppDeps } from "./http/app";

/** The pipeline's view of the runtime. */
export function gatewayDeps(runtime: Runtime): GatewayAppDeps {
  const { snapshot, secrets, quota, ledger, upstream, budget, live, logger, clock, isShuttingDown } = runtime;
  const { unknownKeys, clientVersions } = runtime;
  return {
    ...{ snapshot, quota, ledger, upstream, budget, live, logger, clock, isShuttingDown },
    ...{ unknownKeys, clientVersions },
    hashKey: (key) => secrets.hash(key),
    random: Math.random,
    readiness: () => readReadiness(runtime),
  };
}
