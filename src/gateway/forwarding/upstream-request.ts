import type { Provider } from "@/domain/provider/provider";
import { redirectModel } from "@/domain/routing/model-rules";
import type { UpstreamRequest } from "@/infra/http/upstream-client";
import { spliceMembers } from "@/lib/json-outline";
import type { ProviderCredentials } from "@/services/snapshot/snapshot";
import { buildUpstreamHeaders } from "@/services/upstream/build-headers";
import { type BaseUrl, buildUpstreamPath, parseBaseUrl } from "@/services/upstream/build-url";
import type { GatewayRequest } from "../types";

export interface PreparedRequest {
  readonly upstreamRequest: UpstreamRequest;
  /** The model named in it. */
  readonly servedModel: string | null;
}

/**
 * What `provider` is sent for a request, derived from the client's original each time: nothing an earlier attempt
 * did is in it. Without a redirect the body is the client's bytes; with one only the model's value changes.
 */
export function prepareRequest(
  { inbound, body, envelope }: GatewayRequest,
  provider: Provider,
  credentials: ProviderCredentials,
): PreparedRequest {
  const servedModel = envelope.model === null ? null : redirectModel(provider, envelope.model);
  const base = baseUrlOf(provider);
  const models = body.outline.filter((member) => member.key === "model");
  const bytes = servedModel === envelope.model ? body.bytes : spliceMembers(body.bytes, models, servedModel);
  const headers = buildUpstreamHeaders(inbound.headers, provider, credentials.secret, base.hostname);
  const path = buildUpstreamPath(base, inbound.path, inbound.query);
  const upstreamRequest = { method: inbound.method, origin: base.origin, path, headers, body: bytes };
  return { upstreamRequest, servedModel };
}

/** Parsed once per provider and snapshot, not per request. */
const baseUrls = new WeakMap<Provider, BaseUrl>();

function baseUrlOf(provider: Provider): BaseUrl {
  const known = baseUrls.get(provider);
  if (known) return known;
  const parsed = parseBaseUrl(provider.url);
  baseUrls.set(provider, parsed);
  return parsed;
}
