import type { Protocol } from "@/domain/protocol";
import type { JsonOutline } from "@/lib/json-outline";
import { codecOf } from "./codecs";
import { wrapAnswer } from "./gemini/code-assist";
import { isCodeAssist } from "./gemini/endpoint-path";
import { wrappedRequest } from "./gemini/envelope";
import type { Translated } from "./ir/codec";
import type { JsonValue } from "./ir/opaque";
import type { IrRequest } from "./ir/request";
import { TranslationError } from "./ir/translation-error";
import type { AnswerRewriter, ClientRequest, JsonBody, StreamFraming } from "./protocol";

/** The client's end of a translation. */
export interface ClientSide {
  readonly protocol: Protocol;
  readonly request: ClientRequest;
  readonly wantsStream: boolean;
  readonly framing: StreamFraming;
  /** As the client named it. */
  readonly model: string;
  readonly requestId: string;
  /** Epoch ms. */
  readonly receivedAt: number;
}

/** Decoded requests by their bodies, which never change: each is decoded once, however many providers are tried. */
const decodedRequests = new WeakMap<JsonBody, Translated<IrRequest>>();

/**
 * A client's request in the terms of all protocols.
 *
 * @throws {TranslationError} `invalid_request`
 */
export function decodeClientRequest(client: Pick<ClientSide, "protocol" | "request" | "wantsStream">) {
  const { protocol, request, wantsStream } = client;
  const known = decodedRequests.get(request.body);
  if (known) return known;
  const decoded = codecOf(protocol).decodeRequest({ body: parsedBody(client), wantsStream });
  decodedRequests.set(request.body, decoded);
  return decoded;
}

/** What Code Assist wraps is the request; what stands around it is the envelope's. */
function parsedBody({ protocol, request }: Pick<ClientSide, "protocol" | "request">): JsonValue {
  const { bytes } = (protocol === "gemini" && wrappedRequest(request.body)) || request.body;
  try {
    return JSON.parse(bytes.toString("utf8")) as JsonValue;
  } catch {
    throw new TranslationError("invalid_request", "the body is not valid JSON");
  }
}

/** What is done to answers for a client that wants them in an envelope; null for all others. */
export function envelopeOf({
  protocol,
  request,
}: Pick<ClientSide, "protocol" | "request">): AnswerRewriter | null {
  return protocol === "gemini" && isCodeAssist(request.path) ? wrapAnswer : null;
}

/** A body with an outline that is made when somebody looks at it, which most never do. */
export function lazilyOutlined(bytes: Buffer, outlineOf: (bytes: Buffer) => JsonOutline): JsonBody {
  let outline: JsonOutline | null = null;
  return {
    bytes,
    get outline() {
      outline ??= outlineOf(bytes);
      return outline;
    },
  };
}
