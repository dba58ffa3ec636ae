import type { IncomingMessage } from "node:http";
import { REQUEST_BODY_IDLE_MS } from "@/config/limits";
import { GatewayError } from "@/domain/gateway-error";
import type { ByteLease } from "@/lib/byte-budget";
import { SECOND_MS } from "@/lib/duration";
import { BodyGatherer } from "./body-gatherer";

/**
 * Reads the whole body of a request.
 *
 * @param idleMs how long the client may send nothing of it
 * @throws {GatewayError} `body_too_large`, `body_stalled`, `local_overload`, `client_closed`
 */
export function readNodeBody(
  incoming: IncomingMessage,
  lease: ByteLease,
  idleMs: number = REQUEST_BODY_IDLE_MS,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const body = new BodyGatherer(incoming.headers["content-length"], lease);
    const timer = setTimeout(() => fail(bodyStalled(idleMs)), idleMs);
    const onData = (chunk: Buffer) => {
      timer.refresh();
      try {
        body.add(chunk);
      } catch (error) {
        fail(error);
      }
    };
    const onEnd = () => {
      stop();
      try {
        resolve(body.whole());
      } catch (error) {
        reject(error);
      }
    };
    const onGone = () =>
      fail(new GatewayError("client_closed", "The client left while sending its request."));
    const stop = () => {
      clearTimeout(timer);
      incoming.off("data", onData).off("end", onEnd).off("error", onGone).off("close", onGone);
      incoming.on("error", ignore);
    };
    const fail = (error: unknown) => {
      stop();
      reject(error);
    };
    incoming.on("data", onData).on("end", onEnd).on("error", onGone).on("close", onGone);
  });
}

/** Hears an error that comes later than anybody listens. It must hold nothing: it stays as long as the request. */
function ignore(): void {}

function bodyStalled(idleMs: number): GatewayError {
  const seconds = Math.ceil(idleMs / SECOND_MS);
  return new GatewayError("body_stalled", `Nothing of the body came for ${seconds} s. Send it again.`);
}
