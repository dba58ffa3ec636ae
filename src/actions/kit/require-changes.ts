import { AppError } from "@/domain/app-error";

/** Refuses an update that names nothing to change. @throws {AppError} `EMPTY_UPDATE` */
export function requireChanges(changes: object): void {
  if (Object.values(changes).some((value) => value !== undefined)) return;
  throw new AppError("EMPTY_UPDATE", "Give at least one field to change.");
}
