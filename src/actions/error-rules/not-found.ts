import { AppError } from "@/domain/app-error";

export function ruleNotFound(id: number): AppError {
  return new AppError("NOT_FOUND", `There is no error rule ${id}.`, { kind: "error rule", id });
}
