import type { WebSession } from "@/repository/web-sessions";
import { userIdOf, type WebCaller } from "@/services/auth/web-caller";
import type { Runtime } from "@/services/runtime/runtime";

/** Admins end anybody's session, users those of their own keys. */
export function mayRevoke(
  caller: WebCaller,
  { owner }: Pick<WebSession, "owner">,
  { snapshot }: Pick<Runtime, "snapshot">,
): boolean {
  if (caller.role === "admin") return true;
  if (owner.kind !== "key") return false;
  return snapshot.current.callers.byKeyId.get(owner.keyId)?.user.id === userIdOf(caller);
}
