import type { Provider } from "@/domain/provider/provider";
import { PROVIDER_TYPE_FACTS } from "@/domain/provider/provider-type";
import { headerValue, type RawHeaders } from "@/infra/http/headers";
import { outlineJson } from "@/lib/json-outline";
import { lazilyOutlined } from "@/protocols/client-side";
import { openCountTranslation, openTranslation, type Translation } from "@/protocols/translate";
import { presentedCredentials } from "@/services/upstream/presented-credentials";
import type { GatewayRequest, Inbound } from "../types";

/** A request as a client of the provider's own dialect would have sent it. */
export interface TranslatedRequest {
  readonly request: GatewayRequest;
  readonly translation: Translation;
}

/**
 * The request in the dialect of `provider`; null where that is the client's.
 *
 * @param servedModel the one sent upstream
 * @throws {TranslationError} `invalid_request`, `untranslatable`
 */
export function translateFor(
  request: GatewayRequest,
  { type }: Pick<Provider, "type">,
  servedModel: string | null,
  maxOutputTokensOf: (model: string) => number | null,
): TranslatedRequest | null {
  const { inbound, envelope } = request;
  const { protocol } = PROVIDER_TYPE_FACTS[type];
  if (protocol === inbound.protocol || servedModel === null) return null;
  const client = { ...clientSide(request), model: envelope.model ?? servedModel };
  const modelMaxOutputTokens = maxOutputTokensOf(servedModel);
  const open = inbound.endpoint.kind === "count" ? openCountTranslation : openTranslation;
  const translation = open(client, { protocol, model: servedModel, modelMaxOutputTokens });
  const { path, query, headers, body } = translation.request;
  const own = {
    inbound: {
      ...inbound,
      protocol,
      path,
      query,
      headers: ownHeaders(inbound, envelope.wantsStream, headers),
    },
    body: lazilyOutlined(body, outlineJson),
    envelope: { ...envelope, model: servedModel },
  };
  return { request: own, translation };
}

/** The client's end of a translation. */
export function clientSide({ inbound, body, envelope }: GatewayRequest) {
  const { protocol, path, query, id: requestId, receivedAt } = inbound;
  const { wantsStream, framing } = envelope;
  return { protocol, request: { body, path, query }, wantsStream, framing, requestId, receivedAt };
}

/** Headers of one API mean nothing to another, or the wrong thing: all that goes on is who is asking. */
function ownHeaders(
  { headers }: Inbound,
  wantsStream: boolean,
  demanded: Translation["request"]["headers"],
): RawHeaders {
  const userAgent = headerValue(headers, "user-agent");
  const isSafe =
    userAgent !== undefined && !presentedCredentials(headers).some((key) => userAgent.includes(key));
  return [
    ...["content-type", "application/json"],
    ...["accept", wantsStream ? "text/event-stream" : "application/json"],
    ...(isSafe ? ["user-agent", userAgent] : []),
    ...demanded.flat(),
  ];
}
