import { AppError } from "@/domain/app-error";

export function targetNotFound(id: number): AppError {
  return new AppError("NOT_FOUND", `There is no webhook target ${id}.`, { kind: "webhook-target", id });
}
