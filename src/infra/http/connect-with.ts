import type { Socket } from "node:net";
import type { buildConnector } from "undici";

/** An undici connector's callback as a promise. */
export function connectWith(
  connect: buildConnector.connector,
  options: buildConnector.Options,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    connect(options, (error, socket) => {
      if (error) reject(error);
      else resolve(socket as Socket);
    });
  });
}
