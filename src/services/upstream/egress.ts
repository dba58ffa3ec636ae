import "server-only";
import type { Provider } from "@/domain/provider/provider";
import { type OutboundProxy, parseOutboundProxy } from "@/infra/http/outbound-proxy";
import { DIRECT, type Egress } from "@/infra/http/upstream-client";
import type { Secret } from "@/lib/secret";

/** Parsed once for each time a provider is loaded, not for each request. */
const proxies = new WeakMap<Secret, OutboundProxy>();

/** How a provider's requests leave the hub. */
export function egressOf(
  { proxyFallbackToDirect }: Pick<Provider, "proxyFallbackToDirect">,
  { proxyUrl }: { readonly proxyUrl: Secret | null },
): Egress {
  if (proxyUrl === null) return DIRECT;
  let proxy = proxies.get(proxyUrl);
  if (!proxy) {
    proxy = parseOutboundProxy(proxyUrl.reveal());
    proxies.set(proxyUrl, proxy);
  }
  return { proxy, mayGoDirect: proxyFallbackToDirect };
}
