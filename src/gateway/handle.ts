import { GatewayError } from "@/domain/gateway-error";
import type { Caller } from "@/services/auth/caller";
import type { GatewayDeps } from "./deps";
import { forward } from "./forwarding/forward";
import { renderError } from "./render-error";
import { respond } from "./responding/respond";
import { refusalRecord } from "./settling/records";
import { report } from "./settling/settle";
import { admitClient } from "./stages/admit-client";
import { authenticate } from "./stages/authenticate";
import { identifySession } from "./stages/identify-session";
import { openExchange } from "./stages/open-exchange";
import { readRequest } from "./stages/read-request";
import type { Exchange, GatewayRequest, Inbound, Outcome, Reply } from "./types";

/**
 * A request's walk from its arrival to its reply. Every way it can end leaves exactly one record: refusals here,
 * everything that was let in by `exchange.settle`.
 */
export async function handle(inbound: Inbound, deps: GatewayDeps): Promise<Reply> {
  let caller: Caller | null = null;
  let request: GatewayRequest | null = null;
  try {
    caller = authenticate(inbound, deps);
    request = await readRequest(inbound);
    admitClient(request, caller);
    const session = identifySession(request, caller);
    const exchange = await openExchange({ request, caller, session }, deps);
    return await serve(exchange, deps);
  } catch (error) {
    const refusal = asGatewayError(error, inbound, deps);
    await record(inbound, request, caller, refusal, deps);
    return renderError(inbound, refusal);
  }
}

/** From admission to reply. Whatever happens, the exchange is settled. */
async function serve(exchange: Exchange, deps: GatewayDeps): Promise<Reply> {
  const { inbound } = exchange.request;
  const lease = deps.budget.open();
  try {
    const answer = await forward(exchange, lease, deps);
    return await respond(exchange, answer, lease, deps);
  } catch (error) {
    lease.release();
    const failure = asGatewayError(error, inbound, deps);
    await exchange.settle(outcomeOf(failure));
    return renderError(inbound, failure);
  }
}

function outcomeOf({ code, message, status }: GatewayError): Outcome {
  const delivery = { statusCode: status, firstByteMs: null, responseBytes: 0 };
  if (code === "client_closed") return { kind: "client_aborted", delivery };
  return { kind: "failed", delivery, code, message, cause: null };
}

async function record(
  inbound: Inbound,
  request: GatewayRequest | null,
  caller: Caller | null,
  refusal: GatewayError,
  deps: Pick<GatewayDeps, "ledger" | "clock" | "live" | "logger">,
): Promise<void> {
  const terminal = refusalRecord(inbound, request, caller, refusal, deps.clock.now());
  const recorded = deps.ledger.record(terminal);
  report(terminal, deps);
  await recorded;
}

/** An error nobody foresaw is told to the client by its request id only; the log has the rest. */
function asGatewayError(
  error: unknown,
  { id }: Pick<Inbound, "id">,
  { logger }: Pick<GatewayDeps, "logger">,
): GatewayError {
  if (error instanceof GatewayError) return error;
  logger.error({ requestId: id, err: error }, "unexpected error in the gateway");
  return new GatewayError(
    "internal_error",
    `The hub failed unexpectedly. Tell an admin the request id ${id}.`,
    {
      cause: error,
    },
  );
}
