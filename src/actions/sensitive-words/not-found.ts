import { AppError } from "@/domain/app-error";

export function wordNotFound(id: number): AppError {
  return new AppError("NOT_FOUND", `There is no sensitive word ${id}.`, { kind: "sensitive word", id });
}
