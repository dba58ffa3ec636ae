import { GATEWAY_ERRORS, type GatewayError, type GatewayErrorCode } from "@/domain/gateway-error";
import { filterHeaders } from "@/infra/http/headers";
import type { ByteLease } from "@/lib/byte-budget";
import { adapterOf } from "@/protocols/registry";
import type { GatewayDeps } from "../deps";
import type { ForwardedAnswer } from "../forwarding/forward";
import type { Answer, Passage } from "../forwarding/read-answer";
import { addCharge } from "../settling/charge";
import { TERMINATED_MESSAGE, terminatedError } from "../terminated-error";
import type { Delivery, Exchange, Outcome, Reply } from "../types";
import { type BreakCause, MeteredStream, type StreamEnd } from "./metered-stream";
import { responseHeaders } from "./response-headers";

/** Turns an answer into what the client gets, and settles the exchange when that has ended. */
export async function respond(
  exchange: Exchange,
  forwarded: ForwardedAnswer,
  lease: ByteLease,
  deps: GatewayDeps,
): Promise<Reply> {
  const { answer } = forwarded;
  const { id, connection } = exchange.request.inbound;
  const { status, body } = answer;
  if (connection.isTerminated) throw giveUp(exchange, forwarded, deps);
  const headers = responseHeaders(answer.headers, id);
  exchange.messages?.answers(headers);
  if (body.kind !== "whole") {
    const passing = meteredStream(exchange, forwarded, body, lease, deps);
    return { status, headers: body.kind === "stream" ? withoutLength(headers) : headers, body: passing };
  }
  const { usage, bytes } = body;
  exchange.messages?.add(bytes);
  addCharge(exchange, forwarded, usage && { usage, isEstimated: false }, deps);
  await exchange.settle(
    connection.isGone
      ? { kind: "client_aborted", delivery: deliveryOf(answer, 0) }
      : { kind: "completed", delivery: deliveryOf(answer, bytes.length) },
  );
  return { status, headers, body: bytes, onDelivered: lease.release };
}

/** A stream may end in an event of the hub's own, which no length named before would have room for. */
function withoutLength(headers: Reply["headers"]): Reply["headers"] {
  return filterHeaders(headers, (name) => name !== "content-length");
}

/** The session was ended between the answer's first bytes and their way out. */
function giveUp(exchange: Exchange, forwarded: ForwardedAnswer, deps: GatewayDeps): GatewayError {
  const { body } = forwarded.answer;
  const error = terminatedError();
  if (body.kind === "whole") {
    addCharge(exchange, forwarded, body.usage && { usage: body.usage, isEstimated: false }, deps);
  } else {
    body.source.cancel(error);
    addCharge(exchange, forwarded, body.watch.usage(), deps);
  }
  return error;
}

function meteredStream(
  exchange: Exchange,
  forwarded: ForwardedAnswer,
  body: Passage,
  lease: ByteLease,
  deps: GatewayDeps,
): MeteredStream {
  const { messages } = exchange;
  const { inbound } = exchange.request;
  const adapter = adapterOf(inbound.protocol);
  const stream = new MeteredStream({
    kind: body.kind,
    held: body.held,
    isHeldWatched: body.isHeldWatched,
    source: body.source,
    watch: body.watch,
    onFreed: lease.shrink,
    onPassed: messages && ((chunk) => messages.add(chunk)),
    onEnd: async (end, bytes) => {
      stopListening();
      lease.release();
      addCharge(exchange, forwarded, body.watch.usage(), deps);
      await exchange.settle(outcomeOf(end, deliveryOf(forwarded.answer, bytes)));
    },
    errorEvent: (cause) => {
      const { framing, events } = body.watch;
      const facts = { ...breakFacts(cause), requestId: inbound.id, extra: {} };
      return framing && Buffer.from(adapter.errorEvent(facts, framing, events === 0));
    },
  });
  const stopListening = inbound.connection.onGone(() => {
    // A client that left is told of by whoever delivers.
    if (inbound.connection.isTerminated) stream.terminate();
  });
  exchange.inFlight.answers(forwarded.answer.firstByteMs, () => stream.delivered);
  return stream;
}

/** How a client is told in the stream that it ends early. */
function breakFacts(cause: BreakCause) {
  const code = breakCode(cause);
  const message =
    cause.kind === "terminated" ? TERMINATED_MESSAGE : `The upstream broke off: ${cause.message}.`;
  return { status: GATEWAY_ERRORS[code].status, code, message };
}

function breakCode({ kind }: BreakCause): GatewayErrorCode {
  return kind === "terminated" ? "session_terminated" : "upstream_error";
}

function outcomeOf(end: StreamEnd, delivery: Delivery): Outcome {
  switch (end.kind) {
    case "completed":
      return { kind: "completed", delivery };
    case "client_left":
      return { kind: "client_aborted", delivery };
    case "broken": {
      const { cause } = end;
      const message = cause.kind === "terminated" ? TERMINATED_MESSAGE : cause.message;
      return { kind: "failed", delivery, code: breakCode(cause), message, cause };
    }
  }
}

function deliveryOf({ status, firstByteMs }: Answer, responseBytes: number): Delivery {
  return { statusCode: status, firstByteMs: responseBytes > 0 ? firstByteMs : null, responseBytes };
}
