import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { createGatewayApp } from "./app";

/** Requests the gateway answers; all others are the dashboard's. */
export function isGatewayRequest({ url = "/", method }: Pick<IncomingMessage, "url" | "method">): boolean {
  const end = url.search(/[?#]/);
  const path = end === -1 ? url : url.slice(0, end);
  if (path === "/") return method === "HEAD";
  return (
    /^\/(?:v1|v1beta)(?:\/|$)/.test(path) || path === "/healthz" || path === "/readyz" || path === "/metrics"
  );
}

type RequestListener = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;

/** Idle connections of clients stay open this long; longer than the 60 s of common reverse proxies. */
const KEEP_ALIVE_MS = 75_000;
const HEADERS_TIMEOUT_MS = 30_000;

/** A server that gives the gateway its requests and `dashboard` the rest. */
export function createHubServer(
  gateway: ReturnType<typeof createGatewayApp>,
  dashboard: RequestListener,
): Server {
  // Hono's adapter would replace the global Request and Response for everybody, Next included.
  const answer = getRequestListener(gateway.fetch, { overrideGlobalObjects: false });
  return createServer(
    // A large upload over a slow line is not an attack: no limit on the whole request, only on its headers.
    { keepAliveTimeout: KEEP_ALIVE_MS, headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: 0, noDelay: true },
    (incoming, outgoing) => {
      if (isGatewayRequest(incoming)) void answer(incoming, outgoing);
      else void dashboard(incoming, outgoing);
    },
  );
}
