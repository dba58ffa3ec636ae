import { AppError } from "@/domain/app-error";
import type { Sent } from "@/services/notifications/send-notification";

/** How long it took to tell. @throws {AppError} `UPSTREAM_FAILED` when it was not taken */
export function refuseUnsent(sent: Sent): { latencyMs: number } {
  if (sent.ok) return { latencyMs: sent.latencyMs };
  throw new AppError("UPSTREAM_FAILED", `The target took no notification: ${sent.error}`, {
    reason: sent.error,
  });
}
