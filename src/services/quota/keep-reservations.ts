import "server-only";
import type { Clock } from "@/infra/clock";
import type { Logger } from "@/infra/logger";
import type { Quota } from "./quota";

/** Renews the reservations of running requests every `intervalMs` until it is stopped. */
export function keepReservations(
  quota: Pick<Quota, "renew">,
  clock: Clock,
  logger: Logger,
  intervalMs: number,
): { readonly stop: () => void } {
  const timer = setInterval(() => {
    quota
      .renew(clock.now())
      .catch((err: unknown) => logger.warn({ err }, "reservations could not be renewed"));
  }, intervalMs).unref();
  return { stop: () => clearInterval(timer) };
}
