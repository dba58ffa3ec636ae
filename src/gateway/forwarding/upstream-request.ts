import type { Provider } from "@/domain/provider/provider";
import { PROVIDER_TYPE_FACTS } from "@/domain/provider/provider-type";
import { redirectModel } from "@/domain/routing/model-rules";
import type { UpstreamRequest } from "@/infra/http/upstream-client";
import type { ProviderCredentials } from "@/services/snapshot/snapshot";
import { NO_BETA_FLAGS } from "@/services/upstream/beta-flags";
import { applyChanges, type BodyChange } from "@/services/upstream/body-change";
import { buildUpstreamHeaders } from "@/services/upstream/build-headers";
import { buildUpstreamPath } from "@/services/upstream/build-url";
import type { CacheTtl } from "@/services/upstream/cache-ttl";
import { egressOf } from "@/services/upstream/egress";
import { type Overrides, overrideRequest } from "@/services/upstream/override-request";
import { upstreamBase } from "@/services/upstream/upstream-base";
import type { GatewayRequest } from "../types";

export interface PreparedRequest {
  readonly upstreamRequest: UpstreamRequest;
  /** The model named in it. */
  readonly servedModel: string | null;
}

/**
 * What `provider` is sent for a request, derived from the client's original each time: nothing an earlier attempt
 * did is in it. Without a redirect or an override the body is the client's bytes; else only the values concerned
 * change.
 *
 * @param keyTtl the lifetime of prompt caches that the caller's key prefers
 */
export function prepareRequest(
  request: GatewayRequest,
  provider: Provider,
  credentials: ProviderCredentials,
  keyTtl: CacheTtl | null,
): PreparedRequest {
  const { inbound, body, envelope } = request;
  const servedModel = envelope.model === null ? null : redirectModel(provider, envelope.model);
  const { changes, betaFlags } = overridesFor(request, provider, keyTtl, servedModel);
  const base = upstreamBase(provider, inbound.path);
  const headers = buildUpstreamHeaders(inbound.headers, provider, {
    secret: credentials.secret,
    hostname: base.hostname,
    clientIp: inbound.clientIp,
    betaFlags,
  });
  const upstreamRequest = {
    method: inbound.method,
    origin: base.origin,
    path: buildUpstreamPath(base, inbound.path, inbound.query),
    headers,
    body: applyChanges(body.bytes, [...modelChanges(request, servedModel), ...changes]),
    egress: egressOf(provider, credentials),
  };
  return { upstreamRequest, servedModel };
}

/** A provider's overrides are written in its own dialect. */
function overridesFor(
  { inbound, body }: GatewayRequest,
  provider: Provider,
  keyTtl: CacheTtl | null,
  servedModel: string | null,
): Overrides {
  if (PROVIDER_TYPE_FACTS[provider.type].protocol !== inbound.protocol) {
    return { changes: [], betaFlags: NO_BETA_FLAGS };
  }
  return overrideRequest(body, provider, keyTtl, servedModel);
}

function modelChanges({ body, envelope }: GatewayRequest, servedModel: string | null): BodyChange[] {
  if (servedModel === envelope.model) return [];
  const models = body.outline.filter(({ key }) => key === "model");
  return models.map(({ start, end }) => ({ start, end, text: JSON.stringify(servedModel) }));
}
