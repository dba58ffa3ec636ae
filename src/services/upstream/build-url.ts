/** A provider's base URL, taken apart. */
export interface BaseUrl {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly hostname: string;
  /** Path without a slash at its end. */
  readonly path: string;
}

/** @throws {TypeError} for a text that is no URL */
export function parseBaseUrl(base: string): BaseUrl {
  const { origin, hostname, pathname } = new URL(base);
  return { origin, hostname, path: pathname.replace(/\/+$/, "") };
}

/** A version segment at the end of a base path: /v1, /v4, /v1beta, /v1beta2, /v1internal. */
const VERSION_AT_END = /\/v\d+(?:[a-z]+\d*)?$/;

/** The same at the start of an endpoint's path. */
const VERSION_AT_START = /^\/v\d+(?:[a-z]+\d*)?(?=\/)/;

/** Version and first segment of an endpoint: /v1/messages of /v1/messages/count_tokens. */
const FAMILY = /^\/[^/]+\/[^/]+/;

/** Query parameters by which clients authenticate to the hub; they go no further. */
const CREDENTIAL_PARAMETERS = ["key"];

/**
 * The path of an endpoint below a provider's base URL. Admins paste base URLs in three forms, all of which work: the
 * host, the host with a version (`…/v1`), and the endpoint itself (`…/v1/messages`). A version is never doubled;
 * where the base has one of its own (`/api/paas/v4`), it takes the place of the endpoint's.
 *
 * @param path the endpoint as the client named it, e.g. `/v1/messages`
 * @param query with its question mark, or empty
 */
export function buildUpstreamPath(base: BaseUrl, path: string, query: string): string {
  const root = withoutEndpoint(base.path, path);
  const endpoint = VERSION_AT_END.test(root) ? path.replace(VERSION_AT_START, "") : path;
  return root + endpoint + withoutCredentials(query);
}

/** `/v1/messages` given as base means the root that `/v1/messages` and `/v1/messages/count_tokens` lie below. */
function withoutEndpoint(basePath: string, path: string): string {
  if (basePath === "") return basePath;
  const family = FAMILY.exec(path)?.[0] ?? "";
  const unversioned = family.replace(VERSION_AT_START, "");
  for (const endpoint of [path, family, unversioned]) {
    if (endpoint !== "" && basePath.endsWith(endpoint)) return basePath.slice(0, -endpoint.length);
  }
  return basePath;
}

/** Takes parameters out as text: those that stay keep their spelling. */
function withoutCredentials(query: string): string {
  if (!/key|%/i.test(query)) return query;
  const kept = query
    .slice(1)
    .split("&")
    .filter((parameter) => !CREDENTIAL_PARAMETERS.includes(nameOf(parameter)));
  return kept.length > 0 ? `?${kept.join("&")}` : "";
}

/** The decoded name of `name=value`, as the receiver would read it. */
function nameOf(parameter: string): string {
  return new URLSearchParams(parameter).keys().next().value ?? "";
}
