import type { AppErrorCode } from "@/domain/app-error";
import type { Access } from "./access";

/** What may happen to any call, whatever the action does. */
const COMMON: readonly AppErrorCode[] = [
  "AUTH_MISSING",
  "AUTH_INVALID",
  "TOO_MANY_ATTEMPTS",
  "ORIGIN_REFUSED",
  "INVALID_INPUT",
  "BODY_TOO_LARGE",
  "DATABASE_ERROR",
  "INTERNAL_ERROR",
];

/** Every code an action may be refused with: those its access brings along, and its own. */
export function errorCodesOf({
  access,
  refusals = [],
}: {
  readonly access: Access;
  readonly refusals?: readonly AppErrorCode[];
}): readonly AppErrorCode[] {
  const byRole: readonly AppErrorCode[] = access === "read-only" ? [] : ["PERMISSION_DENIED"];
  return [...new Set([...COMMON, ...byRole, ...refusals])];
}
