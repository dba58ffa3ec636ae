import { GatewayError } from "@/domain/gateway-error";
import type { ByteLease } from "@/lib/byte-budget";
import type { Caller } from "@/services/auth/caller";
import type { GatewayDeps } from "./deps";
import { forward } from "./forwarding/forward";
import { asGatewayError, refuse } from "./refuse";
import { renderError } from "./render-error";
import { respond } from "./responding/respond";
import { recordTerminal } from "./settling/record-terminal";
import { interceptionRecord } from "./settling/records";
import { admitClient, admitModel } from "./stages/admit-client";
import { admitVersion } from "./stages/admit-version";
import { authenticate } from "./stages/authenticate";
import { filterRequest } from "./stages/filter-request";
import { identifySession } from "./stages/identify-session";
import { interceptWarmup, type LocalReply, WARMUP_BLOCK } from "./stages/intercept-warmup";
import { openExchange } from "./stages/open-exchange";
import { readRequest } from "./stages/read-request";
import { screenContent } from "./stages/screen-content";
import type { Exchange, GatewayRequest, Inbound, Outcome, Reply } from "./types";

/**
 * A request's walk from its arrival to its reply. Every way it can end leaves exactly one record: refusals here,
 * everything that was let in by `exchange.settle`.
 */
export async function handle(inbound: Inbound, deps: GatewayDeps): Promise<Reply> {
  let caller: Caller | null = null;
  let request: GatewayRequest | null = null;
  const lease = deps.budget.open();
  try {
    caller = authenticate(inbound, deps);
    expectRoomInLedger(deps);
    request = await readRequest(inbound, lease);
    admitClient(request, caller);
    admitModel(request, caller);
    admitVersion(inbound, caller, deps);
    const session = identifySession(request, caller);
    const intercepted = interceptWarmup(request, deps);
    if (intercepted) return await deliverIntercepted(request, caller, intercepted, lease, deps);
    request = payFor(filterRequest(request, caller, deps), request, lease);
    await screenContent(request, deps);
    const exchange = await openExchange({ request, caller, session }, deps);
    return await serve(exchange, lease, deps);
  } catch (error) {
    lease.release();
    return refuse(inbound, { caller, request }, error, deps);
  }
}

/**
 * Whoever is let in gets a record that survives. With a disk that refuses them, a database that is away and a memory
 * that is full, there is no place left for one. @throws {GatewayError} `local_overload`
 */
function expectRoomInLedger({ ledger }: Pick<GatewayDeps, "ledger">): void {
  if (!ledger.isFull()) return;
  throw new GatewayError(
    "local_overload",
    "The hub can reach neither its disk nor its database to record this request. Tell an admin, and try again later.",
  );
}

/** A body that filters changed takes the original's place. @throws {GatewayError} `local_overload` */
function payFor(changed: GatewayRequest, original: GatewayRequest, lease: ByteLease): GatewayRequest {
  const { bytes } = changed.body;
  if (bytes === original.body.bytes) return changed;
  if (!lease.grow(bytes.length)) {
    throw new GatewayError(
      "local_overload",
      "The hub has no memory left for this body. Try again in a moment.",
    );
  }
  lease.shrink(original.body.bytes.length);
  return changed;
}

/** From admission to reply. Whatever happens, the exchange is settled. */
async function serve(exchange: Exchange, lease: ByteLease, deps: GatewayDeps): Promise<Reply> {
  const { inbound } = exchange.request;
  try {
    const answer = await forward(exchange, lease, deps);
    return await respond(exchange, answer, lease, deps);
  } catch (error) {
    lease.release();
    const failure = asGatewayError(error, inbound, deps);
    const reply = renderError(inbound, failure);
    keepReply(exchange, reply);
    await exchange.settle(outcomeOf(failure));
    return reply;
  }
}

function keepReply({ messages }: Exchange, { headers, body }: Reply): void {
  messages?.answers(headers);
  if (body instanceof Uint8Array) messages?.add(body);
}

async function deliverIntercepted(
  request: GatewayRequest,
  caller: Caller,
  reply: LocalReply,
  lease: ByteLease,
  deps: GatewayDeps,
): Promise<Reply> {
  lease.release();
  const bytes = reply.body.byteLength;
  await recordTerminal(interceptionRecord(request, caller, WARMUP_BLOCK, bytes, deps.clock.now()), deps);
  return reply;
}

function outcomeOf({ code, message, status }: GatewayError): Outcome {
  const delivery = { statusCode: status, firstByteMs: null, responseBytes: 0 };
  if (code === "client_closed") return { kind: "client_aborted", delivery };
  return { kind: "failed", delivery, code, message, cause: null };
}
