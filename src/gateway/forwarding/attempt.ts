import type { Provider } from "@/domain/provider/provider";
import type { ResponseReader } from "@/infra/http/response-reader";
import { classifyTransportError } from "@/infra/http/upstream-error";
import type { UpstreamResponse } from "@/infra/http/upstream-response";
import type { ByteLease } from "@/lib/byte-budget";
import type { GatewayDeps } from "../deps";
import type { ClientConnection, GatewayRequest } from "../types";
import { CLIENT_LEFT } from "./client-left";
import { headDeadlineMs } from "./deadlines";
import type { FailureCause } from "./failure";
import { type AttemptOutcome, readAnswer } from "./read-answer";
import { timeoutError } from "./timed-source";

type AttemptDeps = Pick<GatewayDeps, "upstream" | "clock">;

import type { PreparedRequest } from "./upstream-request";

/**
 * One try at one provider: sends the request and waits until the answer is worth passing on. Nothing has reached
 * the client when it fails.
 */
export async function attempt(
  request: GatewayRequest,
  provider: Provider,
  { upstreamRequest, rewriter }: Pick<PreparedRequest, "upstreamRequest" | "rewriter">,
  lease: ByteLease,
  { upstream, clock }: AttemptDeps,
): Promise<AttemptOutcome> {
  // It may have left while another provider was tried; nobody would hear of that any more.
  const { connection } = request.inbound;
  if (connection.isGone) return { kind: "failed", cause: leftCause(connection) };
  const startedAt = clock.now();
  const reader = upstream.send(upstreamRequest);
  try {
    const response = await headOf(reader, request, provider);
    return await readAnswer(response, { request, provider, rewriter, lease, clock, startedAt });
  } catch (error) {
    reader.cancel(error);
    return { kind: "failed", cause: causeOf(error, request) };
  }
}

/** The head of the answer. Until it is in, an answer nobody waits for any more is given up at once. */
async function headOf(
  reader: ResponseReader,
  { inbound, envelope }: GatewayRequest,
  provider: Provider,
): Promise<UpstreamResponse> {
  const ms = headDeadlineMs(envelope.wantsStream, provider);
  const tooLate = () => reader.cancel(timeoutError("headers_timeout", `no answer came within ${ms} ms`));
  const deadline = ms > 0 ? setTimeout(tooLate, ms) : undefined;
  const stopListening = inbound.connection.onGone(() => reader.cancel(CLIENT_LEFT));
  try {
    return await reader.response;
  } finally {
    clearTimeout(deadline);
    stopListening();
  }
}

function leftCause({ isTerminated }: ClientConnection): FailureCause {
  return { kind: isTerminated ? "terminated" : "client_left" };
}

function causeOf(error: unknown, request: GatewayRequest): FailureCause {
  const { connection } = request.inbound;
  if (connection.isGone) return leftCause(connection);
  const { failure, message } = classifyTransportError(error);
  return { kind: "transport", failure, message };
}
