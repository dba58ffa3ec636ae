import { AppError } from "@/domain/app-error";
import type { WebCaller } from "@/services/auth/web-caller";
import type { Runtime } from "@/services/runtime/runtime";

/** Whether a caller may see sums over everybody: admins, and users where the hub's settings say so. */
export function hasGlobalView({ role }: WebCaller, { snapshot }: Pick<Runtime, "snapshot">): boolean {
  return role === "admin" || (role === "user" && snapshot.current.settings.allowGlobalUsageView);
}

/** @throws {AppError} `PERMISSION_DENIED` */
export function requireGlobalView(caller: WebCaller, runtime: Pick<Runtime, "snapshot">): void {
  if (hasGlobalView(caller, runtime)) return;
  throw new AppError("PERMISSION_DENIED", "An admin must allow the global usage view for this.");
}
