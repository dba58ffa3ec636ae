import { AppError } from "@/domain/app-error";
import type { UpdateUser } from "@/domain/user/schema";
import type { WebCaller } from "@/services/auth/web-caller";
import { requireSelfOrAdmin } from "../kit/access";

/** What users may change of themselves. */
const OWN_FIELDS: ReadonlySet<string> = new Set<keyof UpdateUser>(["name", "note", "tags"]);

/** @throws {AppError} `PERMISSION_DENIED`, with the fields that are not the caller's to change */
export function checkMayEdit(caller: WebCaller, userId: number, fields: UpdateUser): void {
  requireSelfOrAdmin(caller, userId);
  if (caller.role === "admin") return;
  const others = Object.keys(fields).filter((field) => !OWN_FIELDS.has(field));
  if (others.length === 0) return;
  throw new AppError("PERMISSION_DENIED", `Only admins may change ${others.join(", ")}.`, {
    fields: others.join(","),
  });
}
