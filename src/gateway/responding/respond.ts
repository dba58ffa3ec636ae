import type { ByteLease } from "@/lib/byte-budget";
import { adapterOf } from "@/protocols/registry";
import type { GatewayDeps } from "../deps";
import type { Answer } from "../forwarding/attempt";
import type { ForwardedAnswer } from "../forwarding/forward";
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
  const { id } = exchange.request.inbound;
  const headers = responseHeaders(answer.headers, id);
  if (answer.body.kind === "stream") {
    return {
      status: answer.status,
      headers,
      body: meteredStream(exchange, forwarded, answer.body, lease, deps),
    };
  }
  const { usage } = answer.body;
  addCharge(exchange, forwarded, usage && { usage, isEstimated: false }, deps);
  await exchange.settle({ kind: "completed", delivery: deliveryOf(answer, answer.body.bytes.length) });
  lease.release();
  return { status: answer.status, headers, body: answer.body.bytes };
}

function meteredStream(
  exchange: Exchange,
  forwarded: ForwardedAnswer,
  body: Extract<Answer["body"], { kind: "stream" }>,
  lease: ByteLease,
  deps: GatewayDeps,
): MeteredStream {
  const { inbound } = exchange.request;
  const adapter = adapterOf(inbound.protocol);
  return new MeteredStream({
    ...body,
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
  return { statusCode: status, firstByteMs, responseBytes };
}
