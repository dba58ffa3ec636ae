import type { BlockDetails } from "@/domain/gateway-error";
import { isWarmup, warmupAnswer } from "@/protocols/anthropic/warmup";
import type { GatewayDeps } from "../deps";
import { REQUEST_ID_HEADER } from "../responding/response-headers";
import type { GatewayRequest, Reply } from "../types";

/** What the request's row says of an interception. */
export const WARMUP_BLOCK: BlockDetails = {
  by: "warmup",
  reason: {
    reason: "anthropic_warmup_intercepted",
    note: "Answered by the hub; no provider was asked and nothing was charged.",
  },
};

/** A reply made by the hub itself, all of it in memory. */
export interface LocalReply extends Reply {
  readonly body: Buffer;
}

/** The hub's own answer to a warm-up request where the setting says so, else null. */
export function interceptWarmup(
  { inbound, body, envelope }: GatewayRequest,
  { snapshot }: Pick<GatewayDeps, "snapshot">,
): LocalReply | null {
  if (!snapshot.current.settings.interceptAnthropicWarmupRequests) return null;
  if (inbound.protocol !== "anthropic" || inbound.endpoint.kind !== "generate" || !isWarmup(body))
    return null;
  const { wantsStream, model } = envelope;
  const id = `msg_cch_${inbound.id.replaceAll("-", "").slice(-16)}`;
  const answer = Buffer.from(warmupAnswer(id, model ?? "unknown", wantsStream));
  const headers = [
    ...["content-type", wantsStream ? "text/event-stream; charset=utf-8" : "application/json; charset=utf-8"],
    ...["content-length", String(answer.byteLength)],
    ...["x-cch-intercepted", "warmup", "x-cch-intercepted-by", "claude-code-hub"],
    ...["request-id", inbound.id, REQUEST_ID_HEADER, inbound.id],
  ];
  return { status: 200, headers, body: answer };
}
