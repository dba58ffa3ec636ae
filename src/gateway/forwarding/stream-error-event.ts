import type { GatewayErrorCode } from "@/domain/gateway-error";
import type { StreamFraming } from "@/protocols/protocol";
import { adapterOf } from "@/protocols/registry";
import type { Inbound } from "../types";

/** Why a stream ends early, as the client is told. */
export interface BreakFacts {
  readonly status: number;
  readonly code: GatewayErrorCode;
  readonly message: string;
}

/** What became of an upstream that failed in mid-answer, in its own words made fit for a client. */
export function brokenOff(words: string): BreakFacts {
  return { status: 502, code: "upstream_error", message: `The upstream broke off: ${words}.` };
}

/**
 * How a client is told that its stream broke off after it had begun.
 *
 * @param isFirst no event went before it
 */
export function streamErrorEvent(
  { id, protocol }: Pick<Inbound, "id" | "protocol">,
  { status, code, message }: BreakFacts,
  framing: StreamFraming,
  isFirst: boolean,
): string {
  const facts = { status, code, message, requestId: id, extra: {} };
  return adapterOf(protocol).errorEvent(facts, framing, isFirst);
}
