import { filterHeaders } from "@/infra/http/headers";
import type { ByteLease } from "@/lib/byte-budget";
import { adapterOf } from "@/protocols/registry";
import type { GatewayDeps } from "../deps";
import type { ForwardedAnswer } from "../forwarding/forward";
import type { Answer, Passage } from "../forwarding/read-answer";
import { addCharge } from "../settling/charge";
import type { Delivery, Exchange, Outcome, Reply } from "../types";
import { MeteredStream, type StreamEnd } from "./metered-stream";
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
  const headers = responseHeaders(answer.headers, id);
  if (body.kind !== "whole") {
    const passing = meteredStream(exchange, forwarded, body, lease, deps);
    return { status, headers: body.kind === "stream" ? withoutLength(headers) : headers, body: passing };
  }
  const { usage, bytes } = body;
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

function meteredStream(
  exchange: Exchange,
  forwarded: ForwardedAnswer,
  body: Passage,
  lease: ByteLease,
  deps: GatewayDeps,
): MeteredStream {
  const { inbound } = exchange.request;
  const adapter = adapterOf(inbound.protocol);
  return new MeteredStream({
    kind: body.kind,
    held: body.held,
    isHeldWatched: body.isHeldWatched,
    source: body.source,
    watch: body.watch,
    onFreed: lease.shrink,
    onEnd: async (end, bytes) => {
      lease.release();
      addCharge(exchange, forwarded, body.watch.usage(), deps);
      await exchange.settle(outcomeOf(end, deliveryOf(forwarded.answer, bytes)));
    },
    errorEvent: (message) => {
      const { framing, events } = body.watch;
      const facts = {
        status: 502,
        code: "upstream_error",
        message: `The upstream broke off: ${message}.`,
        requestId: inbound.id,
        extra: {},
      };
      return framing && Buffer.from(adapter.errorEvent(facts, framing, events === 0));
    },
  });
}

function outcomeOf(end: StreamEnd, delivery: Delivery): Outcome {
  switch (end.kind) {
    case "completed":
      return { kind: "completed", delivery };
    case "client_left":
      return { kind: "client_aborted", delivery };
    case "broken": {
      const { cause } = end;
      return { kind: "failed", delivery, code: "upstream_error", message: cause.message, cause };
    }
  }
}

function deliveryOf({ status, firstByteMs }: Answer, responseBytes: number): Delivery {
  return { statusCode: status, firstByteMs: responseBytes > 0 ? firstByteMs : null, responseBytes };
}
