import type { ClientConnection, Inbound } from "../types";

/** The same request on another connection. Written out: every request comes by here, and a spread costs more. */
export function withConnection(inbound: Inbound, connection: ClientConnection): Inbound {
  return {
    id: inbound.id,
    receivedAt: inbound.receivedAt,
    endpoint: inbound.endpoint,
    protocol: inbound.protocol,
    method: inbound.method,
    path: inbound.path,
    query: inbound.query,
    headers: inbound.headers,
    userAgent: inbound.userAgent,
    clientIp: inbound.clientIp,
    connection,
    readBody: inbound.readBody,
  };
}
