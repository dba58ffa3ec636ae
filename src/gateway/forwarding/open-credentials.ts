import type { Provider } from "@/domain/provider/provider";
import { classifyTransportError } from "@/infra/http/upstream-error";
import { GoogleTokenError } from "@/services/google-tokens/google-token-error";
import type { ProviderCredentials } from "@/services/snapshot/snapshot";
import type { GatewayDeps } from "../deps";
import type { FailureCause } from "./failure";

export type OpenedCredentials =
  | { readonly kind: "opened"; readonly credentials: ProviderCredentials }
  | { readonly kind: "failed"; readonly cause: FailureCause };

/** A provider's credentials as it is to be shown them; what it is shown may have to be got first. */
export async function openCredentials(
  provider: Provider,
  credentials: ProviderCredentials,
  { googleTokens }: Pick<GatewayDeps, "googleTokens">,
): Promise<OpenedCredentials> {
  try {
    const opened = googleTokens.open(provider, credentials);
    return { kind: "opened", credentials: opened instanceof Promise ? await opened : opened };
  } catch (error) {
    if (error instanceof GoogleTokenError) {
      return { kind: "failed", cause: { kind: "credential", message: error.message } };
    }
    const { failure, message } = classifyTransportError(error);
    return { kind: "failed", cause: { kind: "transport", failure, message: `getting a token: ${message}` } };
  }
}
