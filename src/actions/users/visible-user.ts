import type { User } from "@/domain/user/user";
import type { WebCaller } from "@/services/auth/web-caller";
import type { Runtime } from "@/services/runtime/runtime";
import { requireSelfOrAdmin } from "../kit/access";
import { userNotFound } from "./not-found";

/** A user, for themselves and for admins. @throws {AppError} `PERMISSION_DENIED`, `NOT_FOUND` */
export function visibleUser(
  userId: number,
  caller: WebCaller,
  { snapshot }: Pick<Runtime, "snapshot">,
): User {
  requireSelfOrAdmin(caller, userId);
  const user = snapshot.current.callers.users.find(({ id }) => id === userId);
  if (!user) throw userNotFound(userId);
  return user;
}
