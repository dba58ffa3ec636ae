import type { Provider } from "@/domain/provider/provider";
import { redirectModel } from "@/domain/routing/model-rules";
import type { UpstreamRequest } from "@/infra/http/upstream-client";
import { spliceMembers } from "@/lib/json-outline";
import type { ProviderCredentials } from "@/services/snapshot/snapshot";
import { buildUpstreamHeaders } from "@/services/upstream/build-headers";
import { buildUpstreamUrl } from "@/services/upstream/build-url";
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
  const url = buildUpstreamUrl(provider.url, inbound.path, inbound.query);
  const models = body.outline.filter((member) => member.key === "model");
  const bytes = servedModel === envelope.model ? body.bytes : spliceMembers(body.bytes, models, servedModel);
  const headers = buildUpstreamHeaders(inbound.headers, provider, credentials.secret, url);
  return { upstreamRequest: { method: inbound.method, url, headers, body: bytes }, servedModel };
}
