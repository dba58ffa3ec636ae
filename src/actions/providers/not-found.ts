import { AppError } from "@/domain/app-error";

export function providerNotFound(providerId: number): AppError {
  return new AppError("NOT_FOUND", `There is no provider ${providerId}.`, {
    kind: "provider",
    id: providerId,
  });
}
