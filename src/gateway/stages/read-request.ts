import { MAX_REQUEST_BODY_BYTES } from "@/config/limits";
import { GatewayError, type GatewayErrorCode } from "@/domain/gateway-error";
import { ContentCodingError, expandBody } from "@/infra/http/content-coding";
import { headerValue } from "@/infra/http/headers";
import type { ByteLease } from "@/lib/byte-budget";
import { JsonOutlineError, outlineJson } from "@/lib/json-outline";
import { outlineOrNull } from "@/protocols/outline-or-null";
import { adapterOf } from "@/protocols/registry";
import type { GatewayRequest, Inbound } from "../types";

/**
 * Reads the body, undoes its content coding, and finds in it what decides how the request is handled. The bytes stay
 * as they are; from here on the expanded ones are the original.
 *
 * @param lease pays for the body's bytes
 * @throws {GatewayError} `body_too_large`, `body_stalled`, `client_closed`, `unsupported_content_encoding`,
 *   `invalid_content_encoding`, `local_overload`, `invalid_json`, `model_missing`
 */
export async function readRequest(inbound: Inbound, lease: ByteLease): Promise<GatewayRequest> {
  const request = understand(inbound, await expand(await inbound.readBody(lease), inbound, lease));
  if (request.envelope.model === null && inbound.endpoint.needsModel) {
    throw new GatewayError("model_missing", 'The body has no "model". Name the model to use.');
  }
  return request;
}

const CODING_CODES: Readonly<Record<ContentCodingError["reason"], GatewayErrorCode>> = {
  unsupported: "unsupported_content_encoding",
  invalid: "invalid_content_encoding",
  "too-large": "body_too_large",
  "no-room": "local_overload",
};

async function expand(bytes: Buffer, { headers }: Inbound, lease: ByteLease): Promise<Buffer> {
  const contentEncoding = headerValue(headers, "content-encoding");
  if (contentEncoding === undefined) return bytes;
  let taken = 0;
  try {
    const expanded = await expandBody(bytes, contentEncoding, {
      maxBytes: MAX_REQUEST_BODY_BYTES,
      // Twice: for a moment there are the pieces and what they are joined to.
      take: (size) => {
        const hasRoom = lease.grow(2 * size);
        if (hasRoom) taken += 2 * size;
        return hasRoom;
      },
    });
    if (expanded === bytes) return bytes;
    lease.shrink(taken - expanded.length + bytes.length);
    return expanded;
  } catch (error) {
    if (!(error instanceof ContentCodingError)) throw error;
    const { reason, message } = error;
    throw new GatewayError(CODING_CODES[reason], `Content-Encoding: ${message}. ${ADVICE[reason]}`, {
      cause: error,
    });
  }
}

const ADVICE: Readonly<Record<ContentCodingError["reason"], string>> = {
  unsupported: "Use gzip, br, deflate, zstd or none.",
  invalid: "Send the body whole, in the coding the header names.",
  "too-large": "Send less.",
  "no-room": "Try again in a moment.",
};

/**
 * A body with its outline and envelope. Where the endpoint takes any body, one that is no JSON object has no outline.
 *
 * @throws {GatewayError} `invalid_json`
 */
export function understand(inbound: Inbound, bytes: Buffer): GatewayRequest {
  const { endpoint, protocol, path, query } = inbound;
  const outline = endpoint.bodyKind === "any" ? (outlineOrNull(bytes) ?? []) : outlineOf(bytes);
  const body = { bytes, outline };
  const models = outline.filter((member) => member.key === "model");
  if (models.length > 1)
    throw new GatewayError("invalid_json", "The body names its model twice. Name it once.");
  return { inbound, body, envelope: adapterOf(protocol).readEnvelope({ body, path, query }) };
}

function outlineOf(bytes: Buffer) {
  try {
    return outlineJson(bytes);
  } catch (error) {
    if (!(error instanceof JsonOutlineError)) throw error;
    throw new GatewayError(
      "invalid_json",
      `The body is not a JSON object the hub can read: ${error.message}.`,
    );
  }
}
