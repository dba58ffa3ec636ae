import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

export type RequestListener = (incoming: IncomingMessage, outgoing: ServerResponse) => unknown;

/** Who answers what. */
export interface HubListeners {
  /** `/v1`, `/v1beta`, `/v1internal`, health checks and the bare `HEAD /` of command-line clients. */
  readonly gateway: RequestListener;
  /** `/api`: actions, signing in, the live stream, downloads. */
  readonly rest: RequestListener;
  /** Everything else: pages. */
  readonly dashboard: RequestListener;
}

/** Idle connections of clients stay open this long; longer than the 60 s of common reverse proxies. */
const KEEP_ALIVE_MS = 75_000;
const HEADERS_TIMEOUT_MS = 30_000;

/** The one server of the hub. */
export function createHubServer(listeners: HubListeners): Server {
  return createServer(
    // A large upload over a slow line is not an attack: no limit on the whole request, only on its headers.
    { keepAliveTimeout: KEEP_ALIVE_MS, headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: 0, noDelay: true },
    (incoming, outgoing) => {
      const path = pathOf(incoming);
      if (isGatewayPath(path, incoming.method)) {
        listeners.gateway(incoming, outgoing);
        return;
      }
      noteSender(incoming);
      if (path.startsWith("/api/") && path !== API_PAGE) listeners.rest(incoming, outgoing);
      else listeners.dashboard(incoming, outgoing);
    },
  );
}

/** The one page below /api: the explorer of the actions, which is React's. */
const API_PAGE = "/api/actions/docs";

/** Code Assist calls methods of its version: `/v1internal:generateContent`. */
const GATEWAY_PATH = /^\/(?:(?:v1|v1beta)(?:\/|$)|v1internal[/:])/;

function isGatewayPath(path: string, method: string | undefined): boolean {
  if (path === "/") return method === "HEAD";
  return GATEWAY_PATH.test(path) || path === "/healthz" || path === "/readyz" || path === "/metrics";
}

function pathOf({ url = "/" }: IncomingMessage): string {
  const end = url.search(/[?#]/);
  return end === -1 ? url : url.slice(0, end);
}

/**
 * Adds the sender's address to `X-Forwarded-For`, as every proxy does: behind Fetch requests there is no socket to
 * ask, and a header the sender wrote alone would be believed.
 */
function noteSender({ headers, rawHeaders, socket }: IncomingMessage): void {
  const sender = socket.remoteAddress;
  if (sender === undefined) return;
  const claimed = headers["x-forwarded-for"];
  headers["x-forwarded-for"] = claimed === undefined ? sender : `${claimed}, ${sender}`;
  rawHeaders.push("X-Forwarded-For", sender);
}
