import { GatewayError } from "@/domain/gateway-error";
import { JsonOutlineError, outlineJson } from "@/lib/json-outline";
import { adapterOf } from "@/protocols/registry";
import type { GatewayRequest, Inbound } from "../types";

/**
 * Reads the body and finds in it what decides how the request is handled. The bytes stay as they are.
 *
 * @throws {GatewayError} `body_too_large`, `invalid_json`, `model_missing`
 */
export async function readRequest(inbound: Inbound): Promise<GatewayRequest> {
  const bytes = await inbound.readBody();
  const body = { bytes, outline: outlineOf(bytes) };
  const models = body.outline.filter((member) => member.key === "model");
  if (models.length > 1)
    throw new GatewayError("invalid_json", "The body names its model twice. Name it once.");
  const envelope = adapterOf(inbound.protocol).readEnvelope(body);
  if (envelope.model === null) {
    throw new GatewayError("model_missing", 'The body has no "model". Name the model to use.');
  }
  return { inbound, body, envelope };
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
