/** A provider's base URL, taken apart. */
export interface BaseUrl {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly hostname: string;
  /** What an endpoint's path is put behind; without a slash at its end. */
  readonly root: string;
  /** Whether the root says all that stands before an endpoint's own name, so that `/v1` is not to be added. */
  readonly isVersioned: boolean;
  /** Parameters the base brings along, without a question mark; empty for none. */
  readonly query: string;
}

/** Endpoints as admins paste them at the end of a base URL. */
const ENDPOINT_AT_END =
  /\/(?:messages(?:\/count_tokens)?|chat\/completions|completions|responses(?:\/compact)?|embeddings|models(?:\/[^/]+)?)$/;

/**
 * Roots below which endpoints have no version of their own: a version segment (/v1, /v4, /v1beta, /v1internal), the
 * OpenAI-compatible face of Gemini (/v1beta/openai), a publisher of Vertex AI (/v1/projects/…/publishers/google).
 */
const VERSIONED_ROOT = /\/v\d+(?:[a-z]+\d*)?(?:\/openai|\/projects\/.+\/publishers\/[^/]+)?$/;

/** A version segment at the start of an endpoint's path; Code Assist calls methods of the version itself. */
const VERSION_AT_START = /^\/v\d+(?:[a-z]+\d*)?(?=[/:])/;

/** Query parameters by which clients authenticate; they go no further. */
const CREDENTIAL_PARAMETERS: ReadonlySet<string> = new Set([
  "key",
  "api_key",
  "api-key",
  "apikey",
  "x-api-key",
  "x-goog-api-key",
  "access_token",
  "token",
]);

/**
 * Admins paste base URLs in three forms, all of which work: the host, perhaps with a prefix (`…/anthropic`); the host
 * with a version (`…/v1`); the endpoint itself (`…/v1/messages`), which says what stands before all endpoints.
 *
 * @throws {TypeError} for a text that is no URL
 */
export function parseBaseUrl(base: string): BaseUrl {
  const { origin, hostname, pathname, search } = new URL(base);
  const path = pathname.replace(/\/+$/, "");
  const root = path.replace(ENDPOINT_AT_END, "");
  const isVersioned = root !== path || VERSIONED_ROOT.test(root);
  return { origin, hostname, root, isVersioned, query: search.slice(1) };
}

/**
 * The path and query of an endpoint below a base URL. A version is never doubled; where the base has one of its own
 * (`/api/paas/v4`), it takes the place of the endpoint's. The client's query is passed on as it was written, but for
 * credentials and for parameters that the base sets.
 *
 * @param path the endpoint as the client named it, e.g. `/v1/messages`
 * @param query with its question mark, or empty
 */
export function buildUpstreamPath(base: BaseUrl, path: string, query: string): string {
  const endpoint = base.isVersioned ? path.replace(VERSION_AT_START, "") : path;
  return base.root + endpoint + mergedQuery(base.query, query);
}

function mergedQuery(own: string, clients: string): string {
  if (own === "" && clients === "") return "";
  const set = new Set(own.split("&").map(parameterName));
  const kept = clients
    .slice(1)
    .split("&")
    .filter((parameter) => {
      const name = parameterName(parameter);
      return name !== "" && !CREDENTIAL_PARAMETERS.has(name.toLowerCase()) && !set.has(name);
    });
  const parameters = own === "" ? kept : [own, ...kept];
  return parameters.length > 0 ? `?${parameters.join("&")}` : "";
}

function parameterName(parameter: string): string {
  const equals = parameter.indexOf("=");
  const name = equals === -1 ? parameter : parameter.slice(0, equals);
  try {
    return decodeURIComponent(name.replaceAll("+", " "));
  } catch {
    return name;
  }
}
