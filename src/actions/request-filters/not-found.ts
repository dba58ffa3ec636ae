import { AppError } from "@/domain/app-error";

export function filterNotFound(id: number): AppError {
  return new AppError("NOT_FOUND", `There is no request filter ${id}.`, { kind: "request filter", id });
}
