import "server-only";
import type { Provider } from "@/domain/provider/provider";
import { type BaseUrl, parseBaseUrl } from "./build-url";

type Based = Pick<Provider, "url" | "mcpPassthroughType" | "mcpPassthroughUrl">;

interface Bases {
  readonly models: BaseUrl;
  /** Where everything goes that is no endpoint of a model API. */
  readonly other: BaseUrl;
}

/** Endpoints of the model APIs, in any version; Code Assist calls methods of the version itself. */
const MODEL_ENDPOINT =
  /^\/v\d+(?:[a-z]+\d*)?(?::[a-z]|\/(?:messages|responses|chat\/completions|completions|embeddings|models)(?:[/:]|$))/i;

/** Parsed once for each time a provider is loaded, not for each request. */
const known = new WeakMap<Based, Bases>();

/**
 * The base URL for a path at a provider. Vendors keep the tools that their clients call over HTTP (search, image
 * understanding) beside the model API, not below it: with MCP pass-through on, any other path goes to the address
 * given for it, else to the root of the provider's host.
 */
export function upstreamBase(provider: Based, path: string): BaseUrl {
  let bases = known.get(provider);
  if (!bases) {
    bases = basesOf(provider);
    known.set(provider, bases);
  }
  return bases.models === bases.other || MODEL_ENDPOINT.test(path) ? bases.models : bases.other;
}

function basesOf({ url, mcpPassthroughType, mcpPassthroughUrl }: Based): Bases {
  const models = parseBaseUrl(url);
  if (mcpPassthroughType === "none") return { models, other: models };
  return { models, other: parseBaseUrl(mcpPassthroughUrl ?? models.origin) };
}
