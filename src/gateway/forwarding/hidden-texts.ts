import type { Provider } from "@/domain/provider/provider";
import type { GatewayDeps } from "../deps";

/** What of a provider no client may read, however its upstream puts it. */
export function hiddenTexts(provider: Provider, { snapshot }: Pick<GatewayDeps, "snapshot">): string[] {
  const secret = snapshot.current.providers.credentials.get(provider.id)?.secret;
  const { hostname } = new URL(provider.url);
  return secret === undefined ? [hostname] : [hostname, secret.reveal()];
}
