import type { Provider } from "@/domain/provider/provider";
import { PROVIDER_TYPE_FACTS } from "@/domain/provider/provider-type";
import { redirectModel } from "@/domain/routing/model-rules";
import type { UpstreamRequest } from "@/infra/http/upstream-client";
import type { AnswerRewriter, RequestVariant } from "@/protocols/protocol";
import { adapterOf } from "@/protocols/registry";
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
  /** What has to be undone in the answer; null when nothing has. */
  readonly rewriter: AnswerRewriter | null;
}

/** Whose request it is, and what was learnt of the provider. */
export interface PrepareContext {
  readonly credentials: ProviderCredentials;
  /** The lifetime of prompt caches that the caller's key prefers. */
  readonly keyTtl: CacheTtl | null;
  /** Whether the provider may be asked for the usage of streams. */
  readonly tellsStreamUsage: boolean;
}

/**
 * What `provider` is sent for a request, derived from the client's original each time: nothing an earlier attempt
 * did is in it. Without a redirect or an override the body is the client's bytes; else only the values concerned
 * change.
 */
export function prepareRequest(
  request: GatewayRequest,
  provider: Provider,
  { credentials, keyTtl, tellsStreamUsage }: PrepareContext,
): PreparedRequest {
  const { inbound, body, envelope } = request;
  const servedModel = envelope.model === null ? null : redirectModel(provider, envelope.model);
  const { changes, betaFlags } = overridesFor(request, provider, keyTtl, servedModel);
  const {
    path,
    changes: variantChanges,
    rewriter,
  } = variantFor(request, provider, servedModel, tellsStreamUsage);
  const base = upstreamBase(provider, path);
  const headers = buildUpstreamHeaders(inbound.headers, provider, {
    secret: credentials.secret,
    hostname: base.hostname,
    clientIp: inbound.clientIp,
    betaFlags,
  });
  const allChanges = [...modelChanges(request, servedModel, variantChanges), ...variantChanges, ...changes];
  const upstreamRequest = {
    method: inbound.method,
    origin: base.origin,
    path: buildUpstreamPath(base, path, inbound.query),
    headers,
    body: mayHaveBody(request) ? applyChanges(body.bytes, allChanges) : null,
    egress: egressOf(provider, credentials),
  };
  return { upstreamRequest, servedModel, rewriter };
}

/** RFC 9110 §9.3.1: a body means nothing to GET and HEAD, and an empty one must not be announced. */
function mayHaveBody({ inbound, body }: GatewayRequest): boolean {
  return body.bytes.length > 0 || (inbound.method !== "GET" && inbound.method !== "HEAD");
}

function variantFor(
  { inbound, body, envelope }: GatewayRequest,
  provider: Provider,
  servedModel: string | null,
  tellsStreamUsage: boolean,
): RequestVariant {
  const { protocol, geminiCliEnvelope } = PROVIDER_TYPE_FACTS[provider.type];
  const adapter = adapterOf(protocol);
  const { path, query } = inbound;
  const variant =
    inbound.endpoint.kind === "raw"
      ? null
      : adapter.variantFor({ body, path, query }, servedModel, { geminiCliEnvelope, tellsStreamUsage });
  if (variant) return variant;
  const isRenamed = servedModel !== null && servedModel !== envelope.model;
  return { path: isRenamed ? adapter.pathWithModel(path, servedModel) : path, changes: [], rewriter: null };
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

/** Nothing is replaced inside what a variant takes away. */
function modelChanges(
  { body, envelope }: GatewayRequest,
  servedModel: string | null,
  taken: readonly BodyChange[],
): BodyChange[] {
  if (servedModel === envelope.model) return [];
  const models = body.outline.filter(
    ({ key, start, end }) =>
      key === "model" && !taken.some((range) => range.start <= start && end <= range.end),
  );
  return models.map(({ start, end }) => {
    // Gemini writes names of resources where a body names a model as well as the path.
    const prefix = body.bytes.toString("latin1", start, end).startsWith(RESOURCE) ? "models/" : "";
    return { start, end, text: JSON.stringify(prefix + servedModel) };
  });
}

const RESOURCE = '"models/';
