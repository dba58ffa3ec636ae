import { AppError } from "@/domain/app-error";
import type { WebCaller } from "@/services/auth/web-caller";
import type { KeyHolder } from "@/services/snapshot/snapshot";

/** The key a caller presented, with its user: "mine" is what it did. @throws {AppError} `PERMISSION_DENIED` */
export function ownKey({ holder }: WebCaller): KeyHolder {
  if (holder) return holder;
  throw new AppError(
    "PERMISSION_DENIED",
    "The holder of the admin token has no usage of their own. Send an API key.",
  );
}
