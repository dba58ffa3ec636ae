import type { Provider } from "@/domain/provider/provider";
import { PROVIDER_TYPE_FACTS } from "@/domain/provider/provider-type";
import { adapterOf } from "@/protocols/registry";
import type { GatewayRequest } from "../types";

/**
 * Whether it was the hub that asked a provider for the usage of its stream: the client must not be refused for
 * something it never sent, and what it did send is its own business.
 */
export function wasAskedByHub({ inbound, body, envelope }: GatewayRequest, { type }: Provider): boolean {
  const { protocol, geminiCliEnvelope } = PROVIDER_TYPE_FACTS[type];
  if (protocol !== inbound.protocol) return true;
  const { path, query } = inbound;
  const facts = { geminiCliEnvelope, tellsStreamUsage: true };
  return adapterOf(protocol).variantFor({ body, path, query }, envelope.model, facts) !== null;
}
