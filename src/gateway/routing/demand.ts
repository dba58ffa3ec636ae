import type { Protocol } from "@/domain/protocol";
import type { Demand } from "@/domain/routing/demand";
import { headerValue } from "@/infra/http/headers";
import type { Caller } from "@/services/auth/caller";
import type { GatewayRequest } from "../types";

/** The hub relays requests in the protocol they came in. */
const TRANSLATABLE: ReadonlySet<Protocol> = new Set();

/** The beta flag of Anthropic's long context, dated: "context-1m-2025-08-07". */
const CONTEXT_1M = /(?:^|[,\s])context-1m-/;

/** What a request of `caller` asks of a provider. */
export function demandOf({ inbound, envelope }: GatewayRequest, caller: Caller): Demand {
  return {
    protocol: inbound.protocol,
    translatable: TRANSLATABLE,
    model: envelope.model,
    callerGroups: caller.groups,
    wantsContext1m: CONTEXT_1M.test(headerValue(inbound.headers, "anthropic-beta") ?? ""),
    mayProbe: inbound.endpoint.feedsCircuit,
    codeAssist: inbound.endpoint.codeAssist,
  };
}
