import type { WebCaller } from "@/services/auth/web-caller";
import type { Runtime } from "@/services/runtime/runtime";
import type { KeyHolder } from "@/services/snapshot/snapshot";
import { requireSelfOrAdmin } from "../kit/access";
import { keyNotFound } from "./not-found";

/** A key with its user, for its owner and for admins. @throws {AppError} `NOT_FOUND`, `PERMISSION_DENIED` */
export function visibleKey(
  keyId: number,
  caller: WebCaller,
  { snapshot }: Pick<Runtime, "snapshot">,
): KeyHolder {
  const holder = snapshot.current.callers.byKeyId.get(keyId);
  if (!holder) throw keyNotFound(keyId);
  requireSelfOrAdmin(caller, holder.user.id);
  return holder;
}
