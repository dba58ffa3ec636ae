import type { RawHeaders } from "@/infra/http/headers";
import type { GatewayRequest } from "../types";

/** The headers of an answer that was translated: what the client's own API would send of them. */
export function translatedHeaders({ inbound, envelope }: GatewayRequest): RawHeaders {
  // Anthropic's SDKs look for the first name, OpenAI's for the second.
  const ids = ["request-id", inbound.id, "x-request-id", inbound.id];
  if (!envelope.wantsStream || envelope.framing === "json-array") {
    return ["content-type", "application/json; charset=utf-8", ...ids];
  }
  return ["content-type", "text/event-stream; charset=utf-8", "cache-control", "no-cache", ...ids];
}
