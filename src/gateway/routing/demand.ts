import { PROTOCOLS, type Protocol } from "@/domain/protocol";
import type { Demand } from "@/domain/routing/demand";
import { headerValue } from "@/infra/http/headers";
import type { Caller } from "@/services/auth/caller";
import type { GatewayRequest, Inbound } from "../types";

/** Protocols that requests may be translated into; a request's own is among them, and does no harm there. */
const ALL: ReadonlySet<Protocol> = new Set(PROTOCOLS);
const NONE: ReadonlySet<Protocol> = new Set();

/** Answers that only their own API knows: nobody else packs a conversation up, or keeps Code Assist's accounts. */
const UNTRANSLATABLE_PATH = /\/responses\/compact\/?$/;

/** Requests for an answer and for a count of tokens have a counterpart everywhere; of others the hub knows nothing. */
function translatableInto({ endpoint, path }: Pick<Inbound, "endpoint" | "path">): ReadonlySet<Protocol> {
  const isKnown = endpoint.kind === "generate" || endpoint.kind === "count";
  return isKnown && endpoint.codeAssist === null && !UNTRANSLATABLE_PATH.test(path) ? ALL : NONE;
}

/** The beta flag of Anthropic's long context, dated: "context-1m-2025-08-07". */
const CONTEXT_1M = /(?:^|[,\s])context-1m-/;

/** What a request of `caller` asks of a provider. */
export function demandOf({ inbound, envelope }: GatewayRequest, caller: Caller): Demand {
  return {
    protocol: inbound.protocol,
    translatable: translatableInto(inbound),
    model: envelope.model,
    callerGroups: caller.groups,
    wantsContext1m: CONTEXT_1M.test(headerValue(inbound.headers, "anthropic-beta") ?? ""),
    mayProbe: inbound.endpoint.feedsCircuit,
    codeAssist: inbound.endpoint.codeAssist,
  };
}
