import type { IncomingMessage, ServerResponse } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import { v7 as uuidv7 } from "uuid";
import { headerValue, type RawHeaders } from "@/infra/http/headers";
import type { ByteLease } from "@/lib/byte-budget";
import { clientIp } from "@/lib/client-ip";
import type { ClientConnection, Inbound } from "../types";
import { findEndpoint } from "./find-endpoint";
import { NodeConnection } from "./node-connection";
import { readNodeBody } from "./read-node-body";
import { readWebBody, webConnection, webHeaders } from "./web-connection";

/** What either side of the gateway knows of a request. */
interface Arrival {
  readonly method: string;
  readonly target: string;
  readonly headers: RawHeaders;
  readonly peer: string | undefined;
  readonly connection: ClientConnection;
  readonly readBody: (lease: ByteLease) => Promise<Buffer>;
}

export function inboundFromNode({ incoming, outgoing }: HttpBindings, now: number): Inbound {
  return inbound(now, {
    method: incoming.method ?? "GET",
    target: incoming.url ?? "/",
    headers: incoming.rawHeaders,
    peer: incoming.socket.remoteAddress,
    // HTTP/2 responses are not served here; the union is the adapter's.
    connection: new NodeConnection(outgoing as ServerResponse),
    readBody: (lease) => readNodeBody(incoming as IncomingMessage, lease),
  });
}

export function inboundFromWeb(request: Request, now: number): Inbound {
  const { pathname, search } = new URL(request.url);
  return inbound(now, {
    method: request.method,
    target: pathname + search,
    headers: webHeaders(request.headers),
    peer: undefined,
    connection: webConnection(request.signal),
    readBody: (lease) => readWebBody(request, lease),
  });
}

function inbound(now: number, { method, target, headers, peer, connection, readBody }: Arrival): Inbound {
  const mark = target.indexOf("?");
  const path = mark === -1 ? target : target.slice(0, mark);
  const query = mark === -1 ? "" : target.slice(mark);
  const endpoint = findEndpoint({ method, path, query, headers });
  return {
    id: uuidv7({ msecs: now }),
    receivedAt: now,
    endpoint,
    protocol: endpoint.protocol,
    method,
    path,
    query,
    headers,
    userAgent: headerValue(headers, "user-agent") ?? null,
    clientIp: clientIp(peer, headerValue(headers, "x-forwarded-for")),
    connection,
    readBody,
  };
}
