import { AppError } from "@/domain/app-error";
import { isSameOrigin } from "@/services/auth/same-origin";
import { userIdOf, type WebCaller, type WebRole } from "@/services/auth/web-caller";

/**
 * Who may call an action at all.
 * - admin: admins
 * - user: whoever may sign in to the dashboard; the action itself keeps them to what is their own
 * - read-only: every live key
 */
export type Access = "admin" | "user" | "read-only";

/** Role × access, deny by default. */
const ALLOWED: Readonly<Record<Access, readonly WebRole[]>> = {
  admin: ["admin"],
  user: ["admin", "user"],
  "read-only": ["admin", "user", "read-only"],
};

/** @throws {AppError} `AUTH_MISSING`, `AUTH_INVALID`, `PERMISSION_DENIED` */
export function checkAccess(caller: WebCaller | null, access: Access, headers: Headers): WebCaller {
  if (!caller) {
    const sentSomething = headers.has("cookie") || headers.has("authorization");
    throw sentSomething
      ? new AppError("AUTH_INVALID", "The credential is not valid any more. Sign in again.")
      : new AppError(
          "AUTH_MISSING",
          "Sign in, or send Authorization: Bearer with the admin token or an API key.",
        );
  }
  if (!ALLOWED[access].includes(caller.role)) {
    throw new AppError("PERMISSION_DENIED", "Your role does not allow this.");
  }
  return caller;
}

/** Browsers send cookies whoever asks, so what came by cookie must come from the hub's own pages. @throws {AppError} `ORIGIN_REFUSED` */
export function checkOrigin({ viaCookie }: WebCaller, headers: Headers): void {
  if (!viaCookie || isSameOrigin(headers)) return;
  throw new AppError("ORIGIN_REFUSED", "This request came from another site.");
}

/** Admins reach everybody's things, users their own. @throws {AppError} `PERMISSION_DENIED` */
export function requireSelfOrAdmin(caller: WebCaller, userId: number): void {
  if (caller.role === "admin" || userIdOf(caller) === userId) return;
  throw new AppError("PERMISSION_DENIED", "This belongs to somebody else.");
}
