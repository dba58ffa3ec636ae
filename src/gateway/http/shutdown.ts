import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** A server counts a connection as closed a moment before the request on it hears of that. */
const CLOSE_EVENTS_MS = 50;

/** Stops accepting, lets running requests finish, and cuts off those that take longer than `timeoutMs`. */
export async function drainServer(server: Server, timeoutMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  // Connections that were busy a moment ago become idle and would be kept open for their next request.
  const sweeper = setInterval(() => server.closeIdleConnections(), 100);
  const cutOff = setTimeout(() => server.closeAllConnections(), timeoutMs);
  await closed;
  clearInterval(sweeper);
  clearTimeout(cutOff);
  await sleep(CLOSE_EVENTS_MS);
}
