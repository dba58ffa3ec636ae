import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { Socket } from "node:net";
import { TEST_TLS } from "./test-tls";

/** An HTTP server on loopback that knows who connected to it. */
export interface Origin {
  readonly port: number;
  /** Ports its peers connected from, all so far. */
  readonly peerPorts: readonly number[];
  readonly requests: readonly IncomingMessage[];
  readonly openSockets: number;
  close(): Promise<void>;
}

/** @param answer what it does with a request; unless told otherwise it says `ok` */
export async function startOrigin(
  answer: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) =>
    response.end("ok"),
  { tls = false } = {},
): Promise<Origin> {
  const peerPorts: number[] = [];
  const requests: IncomingMessage[] = [];
  const sockets = new Set<Socket>();
  const listener: RequestListener = (request, response) => {
    requests.push(request);
    request.resume();
    answer(request, response);
  };
  const server = tls ? createHttpsServer(TEST_TLS, listener) : createServer(listener);
  server.on("connection", (socket: Socket) => {
    peerPorts.push(socket.remotePort as number);
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as { port: number }).port,
    peerPorts,
    requests,
    get openSockets() {
      return sockets.size;
    },
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}
