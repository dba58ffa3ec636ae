import type { Protocol } from "@/domain/protocol";
import { anthropic } from "./anthropic";
import type { ProtocolAdapter } from "./protocol";

const ADAPTERS: Partial<Record<Protocol, ProtocolAdapter>> = { anthropic };

/** The adapter of a wire format. @throws {Error} for one the hub does not speak yet */
export function adapterOf(protocol: Protocol): ProtocolAdapter {
  const adapter = ADAPTERS[protocol];
  if (!adapter) throw new Error(`no adapter for ${protocol}`);
  return adapter;
}
