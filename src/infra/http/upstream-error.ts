/** What failed between the hub and an upstream, before or instead of an HTTP answer. */
export type TransportFailure =
  | "dns"
  | "connect"
  | "tls"
  | "reset"
  | "connect_timeout"
  | "headers_timeout"
  | "body_timeout"
  | "protocol"
  /** The outbound proxy could not be reached, refused, or did not get through. */
  | "proxy"
  /** The hub's own policy forbids the address. */
  | "forbidden"
  | "aborted";

/** A transport failure with its kind. The message names neither hosts nor addresses. */
export class UpstreamTransportError extends Error {
  override readonly name = "UpstreamTransportError";

  constructor(
    readonly failure: TransportFailure,
    message: string,
    cause: unknown,
  ) {
    super(message, { cause });
  }
}

const KINDS: Readonly<Record<string, readonly [TransportFailure, string]>> = {
  ENOTFOUND: ["dns", "the host name does not resolve (ENOTFOUND)"],
  EAI_AGAIN: ["dns", "the host name could not be resolved just now (EAI_AGAIN)"],
  ECONNREFUSED: ["connect", "the connection was refused (ECONNREFUSED)"],
  EHOSTUNREACH: ["connect", "no route to the host (EHOSTUNREACH)"],
  ENETUNREACH: ["connect", "the network is unreachable (ENETUNREACH)"],
  EADDRNOTAVAIL: ["connect", "the address is not available (EADDRNOTAVAIL)"],
  ETIMEDOUT: ["connect_timeout", "the connection timed out (ETIMEDOUT)"],
  UND_ERR_CONNECT_TIMEOUT: ["connect_timeout", "the connection was not made in time"],
  UND_ERR_HEADERS_TIMEOUT: ["headers_timeout", "no answer within the time allowed for headers"],
  UND_ERR_BODY_TIMEOUT: ["body_timeout", "the answer stalled for longer than allowed"],
  ECONNRESET: ["reset", "the connection was reset (ECONNRESET)"],
  EPIPE: ["reset", "the connection was closed while sending (EPIPE)"],
  UND_ERR_SOCKET: ["reset", "the connection was closed before the answer was complete"],
  UND_ERR_ABORTED: ["aborted", "the request was given up"],
};

/** Names what went wrong. An error that already has a name is returned as it is. */
export function classifyTransportError(error: unknown): UpstreamTransportError {
  if (error instanceof UpstreamTransportError) return error;
  const code = codeOf(error);
  const known = code === undefined ? undefined : KINDS[code];
  if (known) return new UpstreamTransportError(known[0], known[1], error);
  if (
    code !== undefined &&
    /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO_|EPROTO|ERR_OSSL)/.test(code)
  ) {
    return new UpstreamTransportError("tls", `the TLS handshake failed (${code})`, error);
  }
  return new UpstreamTransportError("protocol", `the exchange failed (${code ?? "unknown error"})`, error);
}

/** The code of an error, or of what caused it: Node wraps several connection attempts in an AggregateError. */
function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  if (Array.isArray(errors) && errors.length > 0) return codeOf(errors[0]) ?? stringOrUndefined(code);
  if (cause !== undefined && (code === undefined || code === "UND_ERR_SOCKET")) {
    return codeOf(cause) ?? stringOrUndefined(code);
  }
  return stringOrUndefined(code);
}

const stringOrUndefined = (value: unknown) => (typeof value === "string" ? value : undefined);
