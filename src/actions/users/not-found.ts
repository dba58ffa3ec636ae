import { AppError } from "@/domain/app-error";

export function userNotFound(userId: number): AppError {
  return new AppError("NOT_FOUND", `There is no user ${userId}.`, { kind: "user", id: userId });
}
