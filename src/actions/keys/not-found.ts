import { AppError } from "@/domain/app-error";

export function keyNotFound(keyId: number): AppError {
  return new AppError("NOT_FOUND", `There is no key ${keyId}.`, { kind: "key", id: keyId });
}
