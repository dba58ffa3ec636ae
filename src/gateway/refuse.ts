import { GatewayError } from "@/domain/gateway-error";
import type { Caller } from "@/services/auth/caller";
import type { GatewayDeps } from "./deps";
import { renderError } from "./render-error";
import { recordTerminal } from "./settling/record-terminal";
import { refusalRecord } from "./settling/records";
import type { GatewayRequest, Inbound, Reply } from "./types";

/** What was known of a request when it was turned away. */
export interface Known {
  readonly caller: Caller | null;
  readonly request: GatewayRequest | null;
}

/** Ends a request that was not let in: one row, and the reason in the client's dialect. */
export async function refuse(
  inbound: Inbound,
  { caller, request }: Known,
  error: unknown,
  deps: GatewayDeps,
): Promise<Reply> {
  const refusal = asGatewayError(error, inbound, deps);
  await recordTerminal(refusalRecord(inbound, request, caller, refusal, deps.clock.now()), deps);
  return renderError(inbound, refusal);
}

/** An error nobody foresaw is told to the client by its request id only; the log has the rest. */
export function asGatewayError(
  error: unknown,
  { id }: Pick<Inbound, "id">,
  { logger }: Pick<GatewayDeps, "logger">,
): GatewayError {
  if (error instanceof GatewayError) return error;
  logger.error({ requestId: id, err: error }, "unexpected error in the gateway");
  const message = `The hub failed unexpectedly. Tell an admin the request id ${id}.`;
  return new GatewayError("internal_error", message, { cause: error });
}
