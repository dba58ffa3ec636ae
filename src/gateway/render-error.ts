import type { GatewayError } from "@/domain/gateway-error";
import { SECOND_MS } from "@/lib/duration";
import { adapterOf } from "@/protocols/registry";
import { REQUEST_ID_HEADER } from "./responding/response-headers";
import type { Inbound, Reply } from "./types";

/** The only place where an error becomes a response: in the client's dialect, with the request id. */
export function renderError(inbound: Pick<Inbound, "id" | "protocol">, error: GatewayError): Reply {
  const body =
    error.details.upstreamBody ??
    Buffer.from(adapterOf(inbound.protocol).errorBody(errorFacts(inbound, error)));
  const headers = [
    ...["content-type", "application/json; charset=utf-8"],
    ...["content-length", String(body.byteLength)],
    // Anthropic's SDKs look for the first name, OpenAI's for the second.
    ...["request-id", inbound.id, "x-request-id", inbound.id],
    ...[REQUEST_ID_HEADER, inbound.id],
    // Anthropic's and OpenAI's SDKs obey it: asking again cannot help where the request or its sender is at fault.
    ...(isFinal(error.status) ? ["x-should-retry", "false"] : []),
    ...limitHeaders(error),
  ];
  return { status: error.status, headers, body };
}

function isFinal(status: number): boolean {
  return status < 500 && status !== 408 && status !== 429;
}

function errorFacts(inbound: Pick<Inbound, "id">, error: GatewayError) {
  const { limit, facts = {} } = error.details;
  return {
    status: error.status,
    code: error.code,
    message: error.message,
    requestId: inbound.id,
    extra: limit
      ? {
          limit_type: limit.limitType,
          limit_scope: limit.scope,
          current: limit.current,
          limit: limit.limit,
          reset_time: new Date(limit.resetsAt).toISOString(),
        }
      : facts,
  };
}

function limitHeaders({ details }: GatewayError): string[] {
  const { limit, retryAfterSeconds } = details;
  const headers: string[] = [];
  if (retryAfterSeconds !== undefined) headers.push("retry-after", String(retryAfterSeconds));
  if (!limit) return headers;
  headers.push("x-ratelimit-type", limit.limitType);
  headers.push("x-ratelimit-limit", String(limit.limit));
  headers.push("x-ratelimit-remaining", String(Math.max(0, limit.limit - limit.current)));
  headers.push("x-ratelimit-reset", String(Math.ceil(limit.resetsAt / SECOND_MS)));
  return headers;
}
