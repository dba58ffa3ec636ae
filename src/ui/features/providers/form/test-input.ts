import type { ProviderValues } from "./provider-values";
import { withoutBlanks } from "./to-input";

/** A test of what is typed in now; a blank key means the stored one. */
export function testInput(values: ProviderValues, model: string, providerId: number | null) {
  const apiKey = values.key.trim();
  return {
    ...(providerId !== null && { providerId }),
    ...(apiKey !== "" && { apiKey }),
    ...(model.trim() !== "" && { model }),
    providerUrl: values.url,
    providerType: values.provider_type,
    customHeaders: Object.fromEntries(withoutBlanks(values.custom_headers)),
    modelRedirects: withoutBlanks(values.model_redirects),
  };
}
