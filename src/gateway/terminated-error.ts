import { GatewayError } from "@/domain/gateway-error";

/** What a client is told whose session somebody has ended, before its answer began and in the middle of it. */
export const TERMINATED_MESSAGE =
  "This session was ended while the request was running. Send it again to go on.";

export function terminatedError(): GatewayError {
  return new GatewayError("session_terminated", TERMINATED_MESSAGE);
}
