import { AppError } from "@/domain/app-error";
import type { Envelope } from "@/domain/envelope";

/** An action's data, for pages that have nothing to show without it. @throws {AppError} when it was refused */
export function dataOrThrow<Data>(envelope: Envelope<Data>): Data {
  if (envelope.ok) return envelope.data;
  throw new AppError(envelope.errorCode, envelope.error, envelope.errorParams);
}
