import type { Provider } from "@/domain/provider/provider";
import { outlineJson } from "@/lib/json-outline";
import { TranslationError } from "@/protocols/ir/translation-error";
import { applyChanges } from "@/services/upstream/body-change";
import type { GatewayDeps } from "../deps";
import type { Rectifier } from "../rectifying/rectifier";
import { mayAskForUsage, rememberRefusal, USAGE_QUESTION } from "../rectifying/usage-question";
import { noProviderError } from "../routing/no-provider-error";
import { filterForProvider } from "../stages/filter-request";
import type { Exchange, GatewayRequest } from "../types";
import type { FailureCause } from "./failure";
import { openCredentials } from "./open-credentials";
import { type PreparedRequest, prepareRequest } from "./upstream-request";

/** What is to be changed in a request for a provider that refused it as it was, and its words. */
export interface Rectification {
  readonly rectifier: Rectifier;
  readonly words: string;
}

/** What the provider is to be sent; why it cannot be sent anything; null where rectifying changes nothing. */
export async function prepareTry(
  exchange: Exchange,
  provider: Provider,
  rectification: Rectification | null,
  deps: GatewayDeps,
): Promise<PreparedRequest | FailureCause | null> {
  const { request, caller, session } = exchange;
  const filtered = filterForProvider(request, provider, deps);
  const opened = await openCredentials(provider, credentialsOf(provider, exchange, deps), deps);
  if (opened.kind === "failed") return opened.cause;
  const { prices } = deps.snapshot.current;
  try {
    const prepared = prepareRequest(filtered, provider, {
      credentials: opened.credentials,
      keyTtl: caller.key.cacheTtlPreference,
      tellsStreamUsage: mayAskForUsage(provider),
      sessionKey: session?.storageKey ?? null,
      maxOutputTokensOf: (model) => prices.get(model)?.maxOutputTokens ?? null,
    });
    return rectification ? rectified(prepared, rectification, provider) : prepared;
  } catch (error) {
    if (!(error instanceof TranslationError)) throw error;
    const code = error.code === "invalid_request" ? "invalid_request" : "untranslatable_request";
    return { kind: "untranslatable", code, message: error.message };
  }
}

/** The same request with what the rectifier changes in its body; null where that is nothing. */
function rectified(
  prepared: PreparedRequest,
  { rectifier, words }: Rectification,
  provider: Provider,
): PreparedRequest | null {
  const { upstreamRequest } = prepared;
  if (upstreamRequest.body === null) return null;
  const { buffer, byteOffset, byteLength } = upstreamRequest.body;
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  const changes = rectifier.changes({ bytes, outline: outlineJson(bytes) }, words, provider);
  if (changes.length === 0) return null;
  if (rectifier === USAGE_QUESTION) rememberRefusal(provider);
  return { ...prepared, upstreamRequest: { ...upstreamRequest, body: applyChanges(bytes, changes) } };
}

function credentialsOf(provider: Provider, { demand, trail }: Exchange, deps: GatewayDeps) {
  const credentials = deps.snapshot.current.providers.credentials.get(provider.id);
  // Deleted between choice and use.
  if (!credentials) throw noProviderError(demand.model, trail.verdicts, deps.clock.now());
  return credentials;
}

/** A body that had to be changed for this provider is a copy of its own; a translation keeps the request in mind as well. */
export function copiedBytesOf(
  { upstreamRequest, translation }: PreparedRequest,
  { body }: GatewayRequest,
): number {
  const copied = upstreamRequest.body === body.bytes ? 0 : (upstreamRequest.body?.byteLength ?? 0);
  return translation ? copied + body.bytes.length : copied;
}
