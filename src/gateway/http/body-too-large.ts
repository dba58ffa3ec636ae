import { MAX_REQUEST_BODY_BYTES } from "@/config/limits";
import { GatewayError } from "@/domain/gateway-error";

const MIB = 1024 * 1024;

export function bodyTooLarge(): GatewayError {
  return new GatewayError("body_too_large", `The body is larger than ${MAX_REQUEST_BODY_BYTES / MIB} MiB.`);
}
