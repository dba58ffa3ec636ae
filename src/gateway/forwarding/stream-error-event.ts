import type { StreamFraming } from "@/protocols/protocol";
import { adapterOf } from "@/protocols/registry";
import type { Inbound } from "../types";

/**
 * How a client is told that its stream broke off after it had begun.
 *
 * @param isFirst no event went before it
 */
export function streamErrorEvent(
  { id, protocol }: Pick<Inbound, "id" | "protocol">,
  message: string,
  framing: StreamFraming,
  isFirst: boolean,
): string {
  const facts = {
    status: 502,
    code: "upstream_error",
    message: `The upstream broke off: ${message}.`,
    requestId: id,
    extra: {},
  };
  return adapterOf(protocol).errorEvent(facts, framing, isFirst);
}
