import type { Provider } from "@/domain/provider/provider";
import { PROVIDER_TYPE_FACTS } from "@/domain/provider/provider-type";
import { redirectModel } from "@/domain/routing/model-rules";
import type { UpstreamRequest } from "@/infra/http/upstream-client";
import type { Loss } from "@/protocols/ir/loss";
import type { AnswerRewriter, RequestVariant } from "@/protocols/protocol";
import { adapterOf } from "@/protocols/registry";
import type { Translation } from "@/protocols/translate";
import type { ProviderCredentials } from "@/services/snapshot/snapshot";
import { applyChanges, type BodyChange } from "@/services/upstream/body-change";
import { buildUpstreamHeaders } from "@/services/upstream/build-headers";
import { buildUpstreamPath } from "@/services/upstream/build-url";
import type { CacheTtl } from "@/services/upstream/cache-ttl";
import { codexSessionHeaders } from "@/services/upstream/codex-session";
import { egressOf } from "@/services/upstream/egress";
import { overrideRequest } from "@/services/upstream/override-request";
import { sealChanges } from "@/services/upstream/strip-seals";
import { upstreamBase } from "@/services/upstream/upstream-base";
import { withoutUsageQuestion } from "../rectifying/usage-question";
import type { GatewayRequest } from "../types";
import { translateFor } from "./translate-for";

export interface PreparedRequest {
  readonly upstreamRequest: UpstreamRequest;
  /** The model named in it. */
  readonly servedModel: string | null;
  /** What has to be undone in the answer, in the provider's dialect; null when nothing has. */
  readonly rewriter: AnswerRewriter | null;
  /** null: the provider speaks the client's dialect. */
  readonly translation: Translation | null;
}

/** Whose request it is, and what was learnt of the provider. */
export interface PrepareContext {
  readonly credentials: ProviderCredentials;
  /** The lifetime of prompt caches that the caller's key prefers. */
  readonly keyTtl: CacheTtl | null;
  /** Whether the provider may be asked for the usage of streams. */
  readonly tellsStreamUsage: boolean;
  /** Of the conversation, scoped by the key that presented it; null where there is none. */
  readonly sessionKey: string | null;
  /** The most output tokens a model can give, where the price table knows. */
  readonly maxOutputTokensOf: (model: string) => number | null;
}

/**
 * What `provider` is sent for a request, derived from the client's original each time: nothing an earlier attempt
 * did is in it. Without a redirect or an override the body is the client's bytes; else only the values concerned
 * change. For a provider of another dialect the request is translated first; what its settings change is changed in
 * the translation.
 *
 * @throws {TranslationError} `invalid_request`, `untranslatable`
 */
export function prepareRequest(
  request: GatewayRequest,
  provider: Provider,
  { credentials, keyTtl, tellsStreamUsage, sessionKey, maxOutputTokensOf }: PrepareContext,
): PreparedRequest {
  const { model } = request.envelope;
  const servedModel = model === null ? null : redirectModel(provider, model);
  const translated = translateFor(request, provider, servedModel, maxOutputTokensOf);
  const own = translated?.request ?? request;
  const { inbound, body } = own;
  const { changes, betaFlags, losses } = overrideRequest(body, provider, keyTtl, servedModel, {
    isTranslated: translated !== null,
    sessionKey,
  });
  const {
    path,
    changes: variantChanges,
    rewriter,
  } = variantFor(own, provider, servedModel, tellsStreamUsage);
  const base = upstreamBase(provider, path);
  const headers = buildUpstreamHeaders(inbound.headers, provider, {
    secret: credentials.secret,
    isAccessToken: credentials.isAccessToken ?? false,
    hostname: base.hostname,
    clientIp: inbound.clientIp,
    betaFlags,
  });
  if (provider.type === "codex") headers.push(...codexSessionHeaders(headers, body, sessionKey));
  const allChanges = [
    ...modelChanges(own, servedModel, variantChanges),
    ...variantChanges,
    ...changes,
    ...(translated ? questionChanges(own, tellsStreamUsage) : sealChanges(body, inbound.protocol)),
  ];
  const upstreamRequest = {
    method: inbound.method,
    origin: base.origin,
    path: buildUpstreamPath(base, path, inbound.query),
    headers,
    body: mayHaveBody(own) ? applyChanges(body.bytes, allChanges) : null,
    egress: egressOf(provider, credentials),
  };
  return {
    upstreamRequest,
    servedModel,
    rewriter,
    translation: translated && withLosses(translated.translation, losses),
  };
}

/** What a provider's settings take out of a translation is lost as well. */
function withLosses(translation: Translation, losses: readonly Loss[]): Translation {
  return losses.length === 0 ? translation : { ...translation, losses: [...translation.losses, ...losses] };
}

/** In translations it is the codec that asks. */
function questionChanges({ body, inbound }: GatewayRequest, tellsStreamUsage: boolean): BodyChange[] {
  return tellsStreamUsage || inbound.protocol !== "openai-chat" ? [] : withoutUsageQuestion(body);
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
